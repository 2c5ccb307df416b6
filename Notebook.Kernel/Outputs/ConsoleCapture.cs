using Notebook.Kernel.Inputs;
using Notebook.Protocol;

namespace Notebook.Kernel.Outputs;

/// <summary>
/// Points the console at the submissions that write and read, so that their text never takes
/// the way through a descriptor and keeps its place among the displays. Restores them when disposed.
/// </summary>
internal sealed class ConsoleCapture : IDisposable
{
    private readonly TextWriter _output = Console.Out;
    private readonly TextWriter _error = Console.Error;
    private readonly TextReader _input = Console.In;

    public ConsoleCapture()
    {
        Renew();
        ConsoleSize.Set();
    }

    /// <summary>Sets new writers and a new reader: the console guards each with a lock, and a thread that was torn out may have left it locked.</summary>
    public static void Renew()
    {
        Console.SetOut(new SubmissionTextWriter(StreamName.Output));
        Console.SetError(new SubmissionTextWriter(StreamName.Error));
        Console.SetIn(new SubmissionTextReader());
    }

    public void Dispose()
    {
        Console.SetOut(_output);
        Console.SetError(_error);
        Console.SetIn(_input);
    }
}
