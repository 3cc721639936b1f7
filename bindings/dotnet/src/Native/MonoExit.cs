using System;
using System.Collections.Generic;

namespace Df2d
{
    /// <summary>The end of a program under Mono, which waits for each thread that a callback came on, and lets no further callback
    /// in: a write that still runs would never end. So what runs is ended before that. Other runtimes just end.</summary>
    internal static class MonoExit
    {
        private static readonly HashSet<Action> Ends = Type.GetType("Mono.Runtime") == null ? null : Begin();

        /// <summary>Has something called at the program's end, until it is removed.</summary>
        internal static void Add(Action end)
        {
            if (Ends != null)
            {
                lock (Ends)
                {
                    Ends.Add(end);
                }
            }
        }

        internal static void Remove(Action end)
        {
            if (Ends != null)
            {
                lock (Ends)
                {
                    Ends.Remove(end);
                }
            }
        }

        private static HashSet<Action> Begin()
        {
            AppDomain.CurrentDomain.ProcessExit += (sender, e) =>
            {
                Action[] ends;
                lock (Ends)
                {
                    ends = new Action[Ends.Count];
                    Ends.CopyTo(ends);
                }
                foreach (Action end in ends)
                {
                    end();
                }
            };
            return new HashSet<Action>();
        }
    }
}
