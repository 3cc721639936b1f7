using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using Df2d;

/// <summary>The structs and functions of the library's inside, against what C says of them.</summary>
internal static class Layout
{
    private const BindingFlags Inside = BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    /// <summary>The file with what the C program printed.</summary>
    internal static string Printed;

    private static readonly Type Native = typeof(DiscStream).Assembly.GetType("Df2d.Native", true);

    private static Type[] Structs
    {
        get { return Native.GetNestedTypes(Inside).Where(type => type.IsValueType).ToArray(); }
    }

    internal static string Source()
    {
        var source = new StringBuilder("#include <df2d.h>\n#include <stddef.h>\n#include <stdio.h>\n\nint main(void)\n{\n");
        foreach (Type type in Structs)
        {
            source.AppendFormat("    printf(\"{0} %lu\\n\", (unsigned long)sizeof({0}));\n", type.Name);
            foreach (FieldInfo field in type.GetFields(Inside))
            {
                source.AppendFormat(
                    "    printf(\"{0}.{1} %lu\\n\", (unsigned long)offsetof({0}, {1}));\n", type.Name, field.Name);
            }
        }
        return source + "    return 0;\n}\n";
    }

    internal static void StructsAreAsInC()
    {
        var ours = new StringBuilder();
        foreach (Type type in Structs)
        {
            ours.AppendFormat("{0} {1}\n", type.Name, Marshal.SizeOf(type));
            foreach (FieldInfo field in type.GetFields(Inside))
            {
                ours.AppendFormat("{0}.{1} {2}\n", type.Name, field.Name, Marshal.OffsetOf(type, field.Name));
            }
        }
        Check.That(Structs.Length >= 8, "there are structs");
        Check.Equal(File.ReadAllText(Printed), ours.ToString(), "the layout");
    }

    /// <summary>Each declaration finds its function, and they are all of the library.</summary>
    internal static void FunctionsAreThere()
    {
        MethodInfo[] functions = Native.GetMethods(Inside)
            .Where(method => method.Name.StartsWith("df2d_", StringComparison.Ordinal)).ToArray();
        Check.That(functions.Length > 150, "there are functions");
        foreach (MethodInfo function in functions)
        {
            Marshal.Prelink(function);
        }
    }

    internal static void CodesHaveTheirNames()
    {
        FieldInfo[] codes = typeof(HResults).GetFields();
        Check.That(codes.Length > 150, "there are codes");
        foreach (FieldInfo code in codes)
        {
            int hresult = (int)code.GetValue(null);
            Check.Equal(code.Name, HResults.NameOf(hresult), "the name of " + hresult.ToString("X8"));
            Check.That(HResults.MessageOf(hresult).EndsWith(".", StringComparison.Ordinal), code.Name + " has a sentence");
        }
        Check.Equal("0x80131620", HResults.NameOf(unchecked((int)0x80131620)), "the name of another's code");
    }
}
