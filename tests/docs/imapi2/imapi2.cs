// As much of what tlbimp makes of IMAPI2's type library as the programs in docs/porting-from-imapi2.md use, so that a compiler
// can read them where there is no Windows. It is for checking alone.
using System.Collections;
using System.Runtime.InteropServices;

namespace IMAPI2
{
    public enum IMAPI_FORMAT2_DATA_WRITE_ACTION { IMAPI_FORMAT2_DATA_WRITE_ACTION_WRITING_DATA = 4 }

    [ComImport, Guid("0000000C-0000-0000-C000-000000000046"), InterfaceType(ComInterfaceType.InterfaceIsIUnknown)]
    public interface IStream { }

    public interface IDiscRecorder2
    {
        void InitializeDiscRecorder(string id);
        string VendorId { get; }
        string ProductId { get; }
    }

    public interface IDiscFormat2DataEventArgs
    {
        int StartLba { get; }
        int SectorCount { get; }
        int LastWrittenLba { get; }
        IMAPI_FORMAT2_DATA_WRITE_ACTION CurrentAction { get; }
    }

    public delegate void DDiscFormat2DataEvents_UpdateEventHandler(object sender, object progress);

    public delegate void DDiscFormat2EraseEvents_UpdateEventHandler(object sender, int elapsedSeconds, int totalSeconds);

    public class MsftDiscMaster2 : IEnumerable
    {
        public string this[int index] { get { return null; } }
        public IEnumerator GetEnumerator() { return null; }
    }

    public class MsftDiscRecorder2 : IDiscRecorder2
    {
        public void InitializeDiscRecorder(string id) { }
        public string VendorId { get { return null; } }
        public string ProductId { get { return null; } }
    }

    public class MsftDiscFormat2Data
    {
        public IDiscRecorder2 Recorder { get; set; }
        public string ClientName { get; set; }
        public event DDiscFormat2DataEvents_UpdateEventHandler Update;
        public void Write(IStream data) { Update(this, null); }
    }

    public class MsftDiscFormat2Erase
    {
        public IDiscRecorder2 Recorder { get; set; }
        public string ClientName { get; set; }
        public bool FullErase { get; set; }
        public event DDiscFormat2EraseEvents_UpdateEventHandler Update;
        public void EraseMedia() { Update(this, 0, 0); }
    }
}
