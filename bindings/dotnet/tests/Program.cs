using System;
using System.Collections.Generic;
using System.Linq;

/// <summary>
/// tests scenarios            "ok NAME" or "FAILED NAME: why" for each scenario
/// tests units LAYOUT         "ok units NAME"; LAYOUT is what the program prints that tests layout makes
/// tests stress               "ok stress NAME": callbacks, exceptions and finalizers while the garbage collector works
/// tests layout               a C program that prints how the structs lie in memory
/// tests drives               drives come and go, in namespaces where it may make them
/// tests return, tests exit   end in the middle of a burn
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        switch (arguments.FirstOrDefault())
        {
            case "scenarios":
                return Run(Scenarios.All, "");
            case "units":
                Layout.Printed = arguments[1];
                return Run(Units.All.Concat(Operations.All).Concat(Imapi2Units.All), "units ");
            case "stress":
                return Run(Stress.All, "stress ");
            case "layout":
                Console.Write(Layout.Source());
                return 0;
            case "drives":
                Drives.ComeAndGo();
                return 0;
            case "return":
                Stress.BeginAndReturn();
                return 0;
            case "exit":
                Stress.BeginAndReturn();
                Environment.Exit(0);
                return 1;
            default:
                Console.Error.WriteLine("tests scenarios | units LAYOUT | stress | layout | drives | return | exit");
                return 2;
        }
    }

    private static int Run(IEnumerable<KeyValuePair<string, Action>> tests, string kind)
    {
        bool failed = false;
        foreach (KeyValuePair<string, Action> test in tests)
        {
            try
            {
                Check.OnThread(test.Value);
                Check.NothingIsLeft();
                Console.WriteLine("ok {0}{1}", kind, test.Key);
            }
            catch (Exception exception)
            {
                failed = true;
                string why = exception is Unmet ? exception.Message : exception.ToString().Replace("\n", " | ");
                Console.WriteLine("FAILED {0}{1}: {2}", kind, test.Key, why);
            }
        }
        return failed ? 1 : 0;
    }
}
