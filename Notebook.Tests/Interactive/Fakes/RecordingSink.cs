using System.Collections.Concurrent;
using Notebook.Interactive;
using Notebook.Protocol;

namespace Notebook.Tests.Interactive.Fakes;

/// <summary>Keeps what was published, in order.</summary>
internal sealed class RecordingSink : IOutputSink
{
    private readonly ConcurrentQueue<KernelOutput> _outputs = new();

    public IReadOnlyList<KernelOutput> Outputs => [.. _outputs];

    public void Publish(KernelOutput output) => _outputs.Enqueue(output);

    /// <summary>Runs <paramref name="code"/> in a flow of its own that displays into a new sink.</summary>
    public static IReadOnlyList<KernelOutput> Record(Action code)
    {
        var sink = new RecordingSink();
        var context = ExecutionContext.Capture()!;
        ExecutionContext.Run(context, _ =>
        {
            KernelOutputs.Enter(sink);
            code();
        }, null);
        return sink.Outputs;
    }
}
