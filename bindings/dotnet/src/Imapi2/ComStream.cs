using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Runtime.InteropServices.ComTypes;

namespace Df2d.Imapi2
{
    /// <summary>An IStream to be read.</summary>
    internal sealed unsafe class ComStream : Stream
    {
        /// <summary>STATFLAG_NONAME.</summary>
        private const int WithoutName = 1;

        private readonly IStream stream;

        internal ComStream(IStream stream)
        {
            if (stream == null)
            {
                throw new ArgumentNullException("data");
            }
            this.stream = stream;
        }

        public override bool CanRead
        {
            get { return true; }
        }

        public override bool CanSeek
        {
            get { return true; }
        }

        public override bool CanWrite
        {
            get { return false; }
        }

        public override long Length
        {
            get
            {
                System.Runtime.InteropServices.ComTypes.STATSTG statistics;
                stream.Stat(out statistics, WithoutName);
                return statistics.cbSize;
            }
        }

        public override long Position
        {
            get { return Seek(0, SeekOrigin.Current); }
            set { Seek(value, SeekOrigin.Begin); }
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            byte[] target = offset == 0 ? buffer : new byte[count];
            int got = 0;
            stream.Read(target, count, (IntPtr)(&got));
            if (target != buffer)
            {
                Array.Copy(target, 0, buffer, offset, got);
            }
            return got;
        }

        public override long Seek(long offset, SeekOrigin origin)
        {
            long position = 0;
            stream.Seek(offset, (int)origin, (IntPtr)(&position));
            return position;
        }

        public override void Flush()
        {
        }

        public override void SetLength(long value)
        {
            throw new NotSupportedException();
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            throw new NotSupportedException();
        }
    }
}
