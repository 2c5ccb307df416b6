using System.Collections.Concurrent;
using Notebook.Interactive.Tables;
using Notebook.Kernel.Outputs;
using Notebook.Kernel.Running;
using Notebook.Protocol;

namespace Notebook.Kernel;

/// <summary>Gives pages of tables on a thread of its own, from the copies made when they were shown: while a cell runs, and without its code.</summary>
internal sealed class TablePager(OutputQueue outputs) : IDisposable
{
    private const int MaxWaiting = 64;

#pragma warning disable CA2213 // Its thread reads it to the end, which comes after every owner's.
    private readonly BlockingCollection<PageTable> _waiting = new(MaxWaiting);
#pragma warning restore CA2213
    private Thread? _thread;

    /// <summary>Answers later; never waits. Called by one thread.</summary>
    public void Take(PageTable request)
    {
        // Most kernels never show a table that has pages.
        _thread ??= KernelThread.Start("tables", Run);
        if (!_waiting.TryAdd(request))
            outputs.AddEvent(new TablePaged { RequestId = request.RequestId, Problem = "The kernel has too many tables to sort at the moment. Try again." });
    }

    /// <summary>Takes no more requests; those that wait are still answered.</summary>
    public void Dispose() => _waiting.CompleteAdding();

    private void Run()
    {
        foreach (var request in _waiting.GetConsumingEnumerable())
            outputs.AddEvent(Answer(request));
    }

    private static TablePaged Answer(PageTable request)
    {
        try
        {
            return TablePages.Answer(request, CapturedTables.Shared);
        }
        catch (Exception exception)
        {
            // Out of memory, or a bug: the reader is told, and the next page may be an ordinary one.
            return new TablePaged { RequestId = request.RequestId, Problem = $"The kernel could not sort this table: {exception.Message}" };
        }
    }
}
