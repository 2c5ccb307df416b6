using Notebook.Protocol;

namespace Notebook.Kernel.Outputs;

/// <summary>Stream text or an event on its way to the writer, with how much native text came before it.</summary>
internal readonly record struct QueuedOutput
{
    /// <summary>An event to send as it is; null when this is stream text.</summary>
    public KernelEvent? Event { get; init; }

    public SubmissionId SubmissionId { get; init; }

    public StreamName Stream { get; init; }

    public string Text { get; init; }

    /// <summary>Bytes that native code had written to standard output when this was queued.</summary>
    public long NativeOutput { get; init; }

    /// <summary>The same of standard error.</summary>
    public long NativeError { get; init; }

    /// <summary>About how many characters it holds in memory.</summary>
    public int Size { get; init; }
}
