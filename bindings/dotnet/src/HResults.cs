namespace Df2d
{
    public static unsafe partial class HResults
    {
        /// <summary>The Windows name of a code, such as "E_IMAPI_REQUEST_CANCELLED"; of another program's code its
        /// digits.</summary>
        public static string NameOf(int hresult)
        {
            string name = Text.FromPointer(Native.df2d_hresult_name(hresult));
            return name == "unknown HRESULT" ? "0x" + hresult.ToString("X8") : name;
        }

        /// <summary>One sentence about a code.</summary>
        public static string MessageOf(int hresult)
        {
            return Text.FromPointer(Native.df2d_hresult_message(hresult));
        }
    }
}
