using System.Collections.Immutable;
using Notebook.Web.Accounts;

namespace Notebook.Tests.Sharing.Fakes;

/// <summary>An audit log that a test reads.</summary>
public sealed class RecordingAuditLog : IAuditLog
{
    private ImmutableList<AuditEntry> _entries = [];

    public IReadOnlyList<AuditEntry> Entries => _entries;

    public Task RecordAsync(AuditEntry entry)
    {
        ImmutableInterlocked.Update(ref _entries, static (entries, added) => entries.Add(added), entry);
        return Task.CompletedTask;
    }

    public ValueTask<AuditPage> ReadAsync(AuditQuery query, long? before, int limit, CancellationToken cancellationToken) => throw new NotSupportedException("Tests look at Entries.");
}
