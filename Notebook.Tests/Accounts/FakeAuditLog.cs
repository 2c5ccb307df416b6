using Notebook.Web.Accounts;

namespace Notebook.Tests.Accounts;

/// <summary>An audit log that a test reads directly.</summary>
internal sealed class FakeAuditLog : IAuditLog
{
    public List<AuditEntry> Entries { get; } = [];

    public Task RecordAsync(AuditEntry entry)
    {
        // What is not among them can't be chosen on the page of the log.
        Assert.Contains(entry.Action, AuditActions.All);
        lock (Entries)
            Entries.Add(entry);
        return Task.CompletedTask;
    }

    public ValueTask<AuditPage> ReadAsync(AuditQuery query, long? before, int limit, CancellationToken cancellationToken)
    {
        lock (Entries)
            return new(new AuditPage([.. Enumerable.Reverse(Entries).Take(limit)], null));
    }
}
