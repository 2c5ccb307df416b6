using System.ComponentModel;

namespace Notebook.Interactive;

/// <summary>
/// The kernel's side of this library: it says which submission is running, and what user code displays finds its way to that
/// submission. A display belongs to the submission whose asynchronous flow it runs in; code outside any flow (a native callback,
/// a thread started with suppressed flow) displays into the submission that started last.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class KernelOutputs
{
    private static readonly AsyncLocal<IOutputSink?> Flow = new();
    private static volatile IOutputSink? _last;

    /// <summary>The sink of the submission this code belongs to; null when no submission has started, as in a program that uses this library on its own.</summary>
    public static IOutputSink? Current => Flow.Value ?? _last;

    /// <summary>
    /// Makes <paramref name="sink"/> the sink of everything that flows from here: threads, tasks and continuations started from now on.
    /// The kernel calls it on the flow that is about to run the submission.
    /// </summary>
    public static void Enter(IOutputSink sink)
    {
        ArgumentNullException.ThrowIfNull(sink);
        Flow.Value = sink;
        _last = sink;
    }

    /// <summary>
    /// Sends what the submission's progress bars and live charts still hold back for their pace. The kernel calls it when the submission
    /// ends, before it says so.
    /// </summary>
    public static void Flush(IOutputSink sink) => PacedUpdates.Flush(sink);

    /// <summary>
    /// Shows a submission's trailing value and marks it as the result. Nothing is shown for what is on the page already:
    /// the handle that <c>display("x")</c> returns is not a value to show a second time.
    /// Runs user code (getters, enumerators), so the kernel calls it where Stop reaches.
    /// </summary>
    public static void PublishResult(object? value)
    {
        if (value is not IShownAlready shown || !shown.IsShownBy(Current))
            DisplayHandle.Show(value, isResult: true);
    }
}
