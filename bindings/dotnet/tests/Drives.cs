using System;
using System.IO;
using System.Threading;
using Df2d;

/// <summary>In namespaces of its own, which the script makes, the program has a /sys and a /dev to play with.</summary>
internal static class Drives
{
    private const string Device = "/sys/class/block/sr0";
    private const string Node = "/dev/sr0";

    /// <summary>A drive comes and goes, and a handler throws. Nothing is disposed: the program ends all the same.</summary>
    internal static void ComeAndGo()
    {
        var master = new DiscMaster2();
        var added = new ManualResetEventSlim();
        var removed = new ManualResetEventSlim();
        string addedId = null, removedId = null;
        object sender = null;
        int before = master.Count;
        master.DeviceAdded += (from, e) =>
        {
            sender = from;
            addedId = e.RecorderId;
            added.Set();
            throw new InvalidOperationException("the test's own");
        };
        master.DeviceRemoved += (from, e) =>
        {
            removedId = e.RecorderId;
            removed.Set();
        };
        Directory.CreateDirectory(Device + "/device");
        File.WriteAllText(Device + "/device/type", "5\n");
        File.WriteAllText(Node, "");
        Check.That(added.Wait(Check.Soon), "a drive has come");
        Check.Equal(Node, addedId, "its id");
        Check.That(sender == master, "the sender is the list");
        Check.Equal(before + 1, master.Count, "the number of recorders");
        Directory.Delete(Device, true);
        File.Delete(Node);
        Check.That(removed.Wait(Check.Soon), "a drive has gone");
        Check.Equal(Node, removedId, "its id");
        GC.KeepAlive(master);
    }
}
