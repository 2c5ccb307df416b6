using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Notebook.Web.Accounts;
using Notebook.Web.Kernels;
using Notebook.Web.Storage;

namespace Notebook.Web.Components.Admin;

/// <summary>Looks at the kernels every two seconds while somebody looks at it.</summary>
public sealed partial class KernelsPanel : IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _gone = new();
    private IReadOnlyList<KernelRow> _rows = [];
    private IReadOnlyList<QueueRow> _queue = [];
    private string _filter = "";
    private Task _looking = Task.CompletedTask;

    [Inject]
    private KernelOverview Overview { get; set; } = default!;

    [Inject]
    private IAuditLog Audit { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    private static CultureInfo Invariant => CultureInfo.InvariantCulture;

    private string? Problem { get; set; }

    private IReadOnlyList<KernelRow> Warm => [.. _rows.Where(static row => row.State == KernelRowState.Warm)];

    private IEnumerable<KernelRow> Shown => _rows.Where(row => row.State != KernelRowState.Warm
        && (Contains(row.Title) || Contains(row.Person)));

    private int Running => _rows.Count - Warm.Count;

    private string OfKernels => string.Join(", ", new[] { Overview.Max > 0 ? $"of {Overview.Max}" : null, Warm.Count > 0 ? $"{Warm.Count} more warm" : null, _queue.Count > 0 ? $"{_queue.Count} waiting" : null }.OfType<string>());

    private double Cores => _rows.Sum(static row => row.Cores);

    private int UsedPercent => (int)Math.Min(100, Overview.UsedBytes * 100 / Math.Max(1, Overview.BudgetBytes));

    private int CoresPercent => (int)Math.Min(100, Cores * 100 / Environment.ProcessorCount);

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        await _looking;
        _gone.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        await ReadAsync();
        _looking = LookAsync();
    }

    private async Task LookAsync()
    {
        using var timer = new PeriodicTimer(Pace, Time);
        try
        {
            while (await timer.WaitForNextTickAsync(_gone.Token))
            {
                await ReadAsync();
                StateHasChanged();
            }
        }
        catch (OperationCanceledException)
        {
            // Nobody looks any more.
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            _rows = await Overview.ListAsync(_gone.Token);
            _queue = await Overview.ListQueueAsync(_gone.Token);
            Problem = null;
        }
        catch (StoreException exception)
        {
            Problem = exception.Message;
        }
    }

    private async Task End(KernelRow row)
    {
        var person = Authentication is null ? null : Person.Of((await Authentication).User);
        if (row.Number is not { } number || !Overview.End(number, person?.DisplayName ?? "An administrator"))
            Problem = "That kernel has ended already, or is still starting.";
        else if (person is not null)
            await Audit.RecordAsync(new AuditEntry { At = Time.GetUtcNow(), PersonId = person.Id, DisplayName = person.DisplayName, Action = AuditActions.KernelEnded, Subject = row.Title ?? "" });
        await ReadAsync();
    }

    private bool Contains(string? text) => _filter.Length == 0 || text?.Contains(_filter.Trim(), StringComparison.OrdinalIgnoreCase) == true;

    private static int Percent(KernelRow row) => row is { Bytes: { } bytes, LimitBytes: > 0 and var limit } ? (int)Math.Min(100, bytes * 100 / limit) : 0;

    private static string Gigabytes(long bytes) => (bytes / (1024.0 * 1024 * 1024)).ToString("0.0", CultureInfo.InvariantCulture);

    private static string Mark(KernelRowState state) => state switch
    {
        KernelRowState.Starting => "queued",
        KernelRowState.Busy => "running",
        _ => "ready",
    };

    private static string Words(TimeSpan time) => time switch
    {
        { TotalMinutes: < 1 } => $"{time.Seconds} s",
        { TotalHours: < 1 } => $"{time.Minutes} min",
        { TotalDays: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.Hours} h {time.Minutes:00}"),
        _ => $"{(int)time.TotalDays} d",
    };
}
