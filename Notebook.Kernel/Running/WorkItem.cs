namespace Notebook.Kernel.Running;

/// <summary>A piece of a run that waits for a worker: its beginning, or a continuation.</summary>
internal readonly record struct WorkItem(SubmissionRun Run, SendOrPostCallback Callback, object? State, long QueuedAt);
