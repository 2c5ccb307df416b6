using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Notebook.Kernel.Streams;
using Notebook.Protocol;

namespace Notebook.Kernel.Outputs;

/// <summary>
/// What waits to be written. Cells' threads, which may be aborted or interrupted at any instruction, only add to it; one
/// <see cref="OutputWriter"/> takes. Bounded: a cell that prints faster than the page reads waits in its own print call.
/// </summary>
/// <param name="standardOutput">The captured descriptors, when this process has captured them.</param>
/// <param name="standardError">The same for standard error.</param>
internal sealed class OutputQueue(CapturedDescriptor? standardOutput, CapturedDescriptor? standardError) : IDisposable
{
    /// <summary>Stop must flush what is queued before it can say that the submission ended, so the queue stays small.</summary>
    private const int MaxQueuedChars = 1_000_000;

    private readonly ConcurrentQueue<QueuedOutput> _items = new();
    private long _chars;
    private int _writer = (int)WriterState.Working;
    private volatile bool _closed;

    private enum WriterState
    {
        /// <summary>It looks again before it waits.</summary>
        Working,

        /// <summary>It waits for anything.</summary>
        Idle,

        /// <summary>It holds text back for company; only what must not wait wakes it.</summary>
        Gathering,
    }

    /// <summary>Wakes the writer.</summary>
    public WakeSignal Signal { get; } = new();

    public bool IsEmpty => _items.IsEmpty;

    /// <summary>Adds stream text; waits while too much is queued.</summary>
    public void AddText(SubmissionId submissionId, StreamName stream, string text)
    {
        if (text.Length == 0)
            return;
        WaitForRoom();
        Add(new QueuedOutput { SubmissionId = submissionId, Stream = stream, Text = text, Size = text.Length + 32 }, urgent: false);
    }

    /// <summary>Adds a submission's output; waits while too much is queued.</summary>
    public void AddOutput(SubmissionId submissionId, KernelOutput output)
    {
        if (output is StreamText text)
        {
            AddText(submissionId, text.Stream, text.Text);
            return;
        }

        WaitForRoom();
        Add(new QueuedOutput { Event = new OutputProduced { SubmissionId = submissionId, Output = output }, Size = SizeOf(output) }, urgent: true);
    }

    /// <summary>Adds an event of the kernel itself; never waits.</summary>
    public void AddEvent(KernelEvent kernelEvent) => Add(new QueuedOutput { Event = kernelEvent, Size = 100 }, urgent: true);

    public bool TryTake(out QueuedOutput item)
    {
        if (!_items.TryDequeue(out item))
            return false;
        Interlocked.Add(ref _chars, -item.Size);
        return true;
    }

    /// <summary>The writer says that it is about to wait, before it looks a last time whether something has come.</summary>
    /// <param name="holdsText">It waits for a moment only, to send more text at once.</param>
    public void BeginWait(bool holdsText) =>
        Interlocked.Exchange(ref _writer, (int)(holdsText ? WriterState.Gathering : WriterState.Idle));

    public void EndWait() => Interlocked.Exchange(ref _writer, (int)WriterState.Working);

    /// <summary>Nothing is taken any more: adding returns at once.</summary>
    public void Close() => _closed = true;

    public void Dispose() => Signal.Dispose();

    private static int SizeOf(KernelOutput output) => output switch
    {
        DisplayValue value => SizeOf(value.Data),
        DisplayUpdate update => SizeOf(update.Data),
        ChartGrew grew => 200 + grew.Points.Series.Length + grew.Points.Summary.Length,
        _ => 1000,
    };

    private static int SizeOf(MimeBundle bundle) => 200 + bundle.Contents.Sum(static content => content.Value.Length);

    /// <summary>
    /// An abort never lands inside a finally block; anywhere else it could tear the queue apart. Not optimised, because the JIT would
    /// take the empty try away, and copy the finally block to where an abort does land.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoOptimization)]
    private void Add(QueuedOutput item, bool urgent)
    {
        if (_closed)
            return;

        try
        {
        }
        finally
        {
            item = item with { NativeOutput = standardOutput?.Written ?? 0, NativeError = standardError?.Written ?? 0 };
            var chars = Interlocked.Add(ref _chars, item.Size);
            _items.Enqueue(item);
            if (Wakes((WriterState)Volatile.Read(ref _writer), urgent || chars > FrameLimits.MaxStreamChunkChars))
            {
                EndWait();
                Signal.Set();
            }
        }
    }

    private static bool Wakes(WriterState state, bool urgent) => state switch
    {
        WriterState.Idle => true,
        WriterState.Gathering => urgent,
        _ => false,
    };

    private void WaitForRoom()
    {
        while (Volatile.Read(ref _chars) > MaxQueuedChars && !_closed)
            Thread.Sleep(1);
    }
}
