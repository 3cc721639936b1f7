using System;
using System.Collections.Generic;
using System.Text;

namespace Df2d
{
    /// <summary>Strings as the library takes and gives them: UTF-8 with a NUL.</summary>
    internal static unsafe class Text
    {
        private static readonly Encoding Strict = new UTF8Encoding(false, true);

        internal static byte[] ToBytes(string text, string parameter)
        {
            if (text == null)
            {
                throw new ArgumentNullException(parameter);
            }
            if (text.IndexOf('\0') >= 0)
            {
                throw new ArgumentException("The text has a NUL, where the library would take it to end.", parameter);
            }
            byte[] bytes = new byte[Strict.GetByteCount(text) + 1];
            Strict.GetBytes(text, 0, text.Length, bytes, 0);
            return bytes;
        }

        internal static string FromPointer(byte* text)
        {
            int length = 0;
            while (text != null && text[length] != 0)
            {
                ++length;
            }
            return FromPointer(text, length);
        }

        internal static string FromPointer(byte* text, int length)
        {
            return length == 0 ? "" : Encoding.UTF8.GetString(text, length);
        }

        internal static string FromBytes(byte[] text)
        {
            return Encoding.UTF8.GetString(text, 0, Math.Max(Array.IndexOf(text, (byte)0), 0));
        }

        /// <summary>Strings that stand one after the other, each with its NUL, and end with one NUL more.</summary>
        internal static string[] ListFromBytes(byte[] texts)
        {
            var list = new List<string>();
            for (int start = 0, end; (end = Array.IndexOf(texts, (byte)0, start)) > start; start = end + 1)
            {
                list.Add(Encoding.UTF8.GetString(texts, start, end - start));
            }
            return list.ToArray();
        }
    }
}
