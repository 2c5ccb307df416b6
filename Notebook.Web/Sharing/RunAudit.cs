using System.Collections.Concurrent;
using Notebook.Web.Accounts;
using Notebook.Web.Documents;
using Notebook.Web.Sessions;

namespace Notebook.Web.Sharing;

/// <summary>
/// Writes into the audit log who ran which notebook: once an hour for each, since somebody at work runs a cell every minute and the log keeps
/// a year.
/// </summary>
internal sealed class RunAudit(INotebookSessions sessions, IAuditLog audit, TimeProvider time) : IHostedService
{
    internal static readonly TimeSpan Period = TimeSpan.FromHours(1);

    private const int MaxKept = 10_000;

    private readonly ConcurrentDictionary<(NotebookId Notebook, string Who), DateTimeOffset> _written = [];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        sessions.Ran += OnRan;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        sessions.Ran -= OnRan;
        return Task.CompletedTask;
    }

    /// <summary>Nobody waits for it: a run is not held up by the log.</summary>
    private void OnRan(NotebookRun run) => _ = RecordAsync(run);

    private async Task RecordAsync(NotebookRun run)
    {
        var (key, now) = ((run.NotebookId, run.By.PersonId ?? ""), time.GetUtcNow());
        if (_written.TryGetValue(key, out var before) && now - before < Period)
            return;
        if (_written.Count >= MaxKept)
            foreach (var (old, at) in _written)
                if (now - at >= Period)
                    _written.TryRemove(old, out _);
        _written[key] = now;
        await audit.RecordAsync(new() { At = now, PersonId = run.By.PersonId, DisplayName = run.By.DisplayName, Action = AuditActions.RunStarted, Subject = run.Title, Detail = "first run in an hour" });
    }
}
