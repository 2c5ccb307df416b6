using Notebook.Protocol;

namespace Notebook.Kernel.Outputs;

/// <summary>
/// Points <see cref="Console.Out"/> and <see cref="Console.Error"/> at the submissions that write, so that their text never takes
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
        // A cell that asks the console for a line gets none, at once, as in .NET Interactive.
        Console.SetIn(TextReader.Null);
    }

    /// <summary>Sets new writers: the console guards each with a lock, and a thread that was torn out may have left it locked.</summary>
    public static void Renew()
    {
        Console.SetOut(new SubmissionTextWriter(StreamName.Output));
        Console.SetError(new SubmissionTextWriter(StreamName.Error));
    }

    public void Dispose()
    {
        Console.SetOut(_output);
        Console.SetError(_error);
        Console.SetIn(_input);
    }
}
