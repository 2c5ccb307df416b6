using Notebook.Interactive;
using Notebook.Protocol;

namespace Notebook.Kernel.Outputs;

/// <summary>Where one submission's displays and text go, while it runs and after.</summary>
internal sealed class SubmissionSink(SubmissionId submissionId, OutputQueue queue) : IStoppableSink
{
    private volatile bool _isStopping;

    public bool IsStopping
    {
        get => _isStopping;
        set => _isStopping = value;
    }

    public void Publish(KernelOutput output) => queue.AddOutput(submissionId, output);

    public void Write(StreamName stream, string text) => queue.AddText(submissionId, stream, text);
}
