using Notebook.Web.Sandbox;
using Notebook.Web.Storage;

namespace Notebook.Web.Kernels;

/// <summary>All kernels of the server at one moment, for the person who runs it, and how to end one.</summary>
public sealed class KernelOverview(KernelAdmission admission, WarmKernels warm, KernelStarts starts, SandboxEnvironment sandbox, INotebookStore store, TimeProvider time)
{
    private const long Megabyte = 1024 * 1024;

    public long BudgetBytes => admission.BudgetBytes;

    public long UsedBytes => admission.UsedBytes;

    /// <summary>What of it the language process uses, which completes and checks code for every notebook.</summary>
    public long LanguageBytes => admission.LanguageBytes();

    /// <summary>How many kernels may run at the most; 0 for any number.</summary>
    public int Max => admission.Max;

    /// <summary>How long somebody waited for a kernel lately, half of them less; null when nobody has yet.</summary>
    public TimeSpan? MedianStart => starts.Median;

    public async Task<IReadOnlyList<KernelRow>> ListAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var rows = new List<KernelRow>();
        foreach (var place in admission.Places)
        {
            rows.Add(new()
            {
                Number = place.Number,
                NotebookId = place.Purpose?.NotebookId,
                Title = await TitleAsync(place.Purpose, cancellationToken),
                Person = place.Purpose?.PersonName,
                State = place.Kernel switch { null => KernelRowState.Starting, { IsBusy: true } => KernelRowState.Busy, _ => KernelRowState.Ready },
                Bytes = place.Kernel?.Usage?.HeldBytes,
                LimitBytes = (place.Limits ?? sandbox.Options.Limits).MemoryMegabytes * Megabyte,
                Cores = place.Kernel?.Usage?.Cores ?? 0,
                Age = now - place.Since,
            });
        }

        rows.AddRange(warm.Kernels.Select(static kernel => new KernelRow
        {
            Number = null, State = KernelRowState.Warm, Bytes = kernel.Usage?.HeldBytes, Cores = kernel.Usage?.Cores ?? 0,
        }));
        return rows;
    }

    public async Task<IReadOnlyList<QueueRow>> ListQueueAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var rows = new List<QueueRow>();
        foreach (var waiting in admission.Queue)
            rows.Add(new(await TitleAsync(waiting.Purpose, cancellationToken), waiting.Purpose?.PersonName, waiting.Running, now - waiting.Since));
        return rows;
    }

    /// <summary>Ends a kernel; its session says who did.</summary>
    /// <returns>False when it has ended already, or still starts.</returns>
    public bool End(long number, string byWhom)
    {
        if (admission.Places.FirstOrDefault(place => place.Number == number)?.Kernel is not { Ended.IsCompleted: false } kernel)
            return false;
        kernel.EndBecause($"{byWhom} ended this kernel on the page of the server's kernels.");
        return true;
    }

    private async ValueTask<string?> TitleAsync(KernelPurpose? purpose, CancellationToken cancellationToken) =>
        purpose is null ? null : (await store.FindAsync(purpose.NotebookId, cancellationToken))?.Title;
}
