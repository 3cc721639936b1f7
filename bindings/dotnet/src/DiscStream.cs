using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;

namespace Df2d
{
    /// <summary>Sectors of a disc and of a stream, both ends included.</summary>
    public struct BlockRange
    {
        /// <summary>From one sector to another.</summary>
        public BlockRange(int startLba, int endLba) : this()
        {
            StartLba = startLba;
            EndLba = endLba;
        }

        /// <summary>The first sector.</summary>
        public int StartLba { get; private set; }

        /// <summary>The last sector.</summary>
        public int EndLba { get; private set; }
    }

    /// <summary>What is written: the IStream of IMAPI2. It may be disposed while a write uses it, which keeps what it
    /// needs.</summary>
    public sealed unsafe class DiscStream : Df2dObject
    {
        /// <summary>Of a stream of the caller's own, itself or behind a fan-out; else null.</summary>
        internal readonly StreamSource Source;

        private DiscStream(IntPtr token, StreamSource source = null) : base(new StreamHandle(token))
        {
            Source = source;
        }

        /// <summary>A regular file or a block device, which can serve several writes at once.</summary>
        public static DiscStream FromFile(string path)
        {
            IntPtr token;
            fixed (byte* bytes = Text.ToBytes(path, "path"))
            {
                Library.Check(Native.df2d_stream_from_file(bytes, &token));
            }
            return new DiscStream(token);
        }

        /// <summary>An open file descriptor, which is duplicated. A file or block device is read by position from byte 0;
        /// a pipe or socket once, as it comes.</summary>
        /// <param name="descriptor">The descriptor, such as 0 for standard input.</param>
        /// <param name="length">How much to read, in bytes; -1: ask the file or device.</param>
        public static DiscStream FromDescriptor(int descriptor, long length = -1)
        {
            IntPtr token;
            Library.Check(Native.df2d_stream_from_fd(descriptor, length, &token));
            return new DiscStream(token);
        }

        /// <summary>Memory, which is not copied and must not change before the last write of it has ended. It can serve
        /// several writes at once.</summary>
        public static DiscStream FromMemory(byte[] data)
        {
            if (data == null)
            {
                throw new ArgumentNullException("data");
            }
            return FromMemory(data, 0, data.Length);
        }

        /// <summary>A part of such memory.</summary>
        public static DiscStream FromMemory(byte[] data, int offset, int count)
        {
            if (data == null)
            {
                throw new ArgumentNullException("data");
            }
            if (offset < 0 || count < 0 || offset > data.Length - count)
            {
                throw new ArgumentOutOfRangeException("count", "The data have no such part.");
            }
            // The library has it freed, also when the call fails.
            GCHandle pinned = GCHandle.Alloc(data, GCHandleType.Pinned);
            IntPtr start = count == 0 ? IntPtr.Zero : (IntPtr)((long)pinned.AddrOfPinnedObject() + offset);
            IntPtr token;
            Library.Check(Native.df2d_stream_from_memory(
                start, (UIntPtr)count, UserData.Free, GCHandle.ToIntPtr(pinned), &token));
            return new DiscStream(token);
        }

        /// <summary>A seekable stream, all of it, wherever its position is. It serves one write at a time, and its members are
        /// called on threads of the library. What it throws is the <see cref="Exception.InnerException"/> of the write's
        /// <see cref="Df2dException"/>.</summary>
        /// <param name="stream">The stream.</param>
        /// <param name="leaveOpen">Whether the stream stays open after its last use.</param>
        public static DiscStream FromStream(Stream stream, bool leaveOpen = false)
        {
            if (stream != null && stream.CanRead && !stream.CanSeek)
            {
                throw new ArgumentException("The stream does not tell its length: say how much is to be read.", "stream");
            }
            return FromStream(new StreamSource(stream, null, leaveOpen));
        }

        /// <summary>A stream that is read once, as it comes: a pipe, a socket, a decompressor. A write that is cancelled does
        /// not wait for a read that hangs; what that brings later is dropped.</summary>
        /// <param name="stream">The stream.</param>
        /// <param name="length">How many bytes to read.</param>
        /// <param name="leaveOpen">Whether the stream stays open after its last use.</param>
        public static DiscStream FromStream(Stream stream, long length, bool leaveOpen = false)
        {
            if (length < 0)
            {
                throw new ArgumentOutOfRangeException("length");
            }
            return FromStream(new StreamSource(stream, length, leaveOpen));
        }

        private static DiscStream FromStream(StreamSource source)
        {
            IntPtr token;
            Native.df2d_stream_callbacks callbacks = source.Callbacks;
            Library.Check(Native.df2d_stream_from_callbacks(&callbacks, UserData.Hold(source), &token));
            return new DiscStream(token, source);
        }

        /// <summary>Streams that share this one as their source, for as many recorders, each with its own write, result and
        /// cancel. The source is read once. Dispose the streams that are not needed.</summary>
        /// <param name="count">How many, 1 to 64.</param>
        /// <param name="bufferBytes">The size of the shared buffer, 1 MiB to 1 GiB; 0 is the usual size.</param>
        public DiscStream[] FanOut(int count, long bufferBytes = 0)
        {
            if (count < 1 || count > 64)
            {
                throw new ArgumentOutOfRangeException("count");
            }
            if (bufferBytes < 0)
            {
                throw new ArgumentOutOfRangeException("bufferBytes");
            }
            IntPtr[] tokens = new IntPtr[count];
            fixed (IntPtr* start = tokens)
            {
                Check(Native.df2d_stream_fan_out(Handle, (UIntPtr)count, (UIntPtr)bufferBytes, start));
            }
            return Array.ConvertAll(tokens, token => new DiscStream(token, Source));
        }

        /// <summary>Whether a size that is not a multiple of 2048 is made one by zeros at the end. Default: no.</summary>
        public bool Padding
        {
            get { return GetBool(Native.df2d_stream_get_padding); }
            set { Put(Native.df2d_stream_put_padding, value); }
        }

        /// <summary>The size in bytes as the source has it now, padding included.</summary>
        public long Length
        {
            get
            {
                ulong size;
                int hresult = Native.df2d_stream_get_size_bytes(Handle, &size);
                GC.KeepAlive(this);
                if (hresult < 0)
                {
                    throw ExceptionFor(hresult, Source == null ? null : Source.FailureOf(hresult));
                }
                return (long)size;
            }
        }

        /// <summary>IBlockRangeList: which sectors a write takes from the stream, for overwritable media alone; sector N of the
        /// disc comes from byte 2048 x N. Nothing, or an empty list, removes those that were set before.</summary>
        public void SetBlockRanges(IEnumerable<BlockRange> ranges)
        {
            var list = new List<Native.df2d_block_range>();
            foreach (BlockRange range in ranges ?? new BlockRange[0])
            {
                list.Add(new Native.df2d_block_range { start_lba = range.StartLba, end_lba = range.EndLba });
            }
            fixed (Native.df2d_block_range* start = list.ToArray())
            {
                Check(Native.df2d_stream_put_block_ranges(Handle, start, (UIntPtr)list.Count));
            }
        }

        internal override int GetLastError(
            Native.df2d_error_info* info, byte* buffer, UIntPtr capacity, UIntPtr* needed)
        {
            return Native.df2d_stream_get_last_error(Handle, info, buffer, capacity, needed);
        }
    }
}
