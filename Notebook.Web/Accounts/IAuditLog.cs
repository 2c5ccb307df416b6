namespace Notebook.Web.Accounts;

/// <summary>Who signed in, shared, ran, and administrated. Bounded: the oldest entries go.</summary>
public interface IAuditLog
{
    /// <summary>
    /// Writes an entry, in order with those before. What is recorded has happened already, so nothing is refused: an entry that
    /// the disk does not take goes to the server's log instead.
    /// </summary>
    /// <returns>Completes when it is kept, for whoever wants to wait.</returns>
    Task RecordAsync(AuditEntry entry);

    /// <param name="query">Which entries.</param>
    /// <param name="before">Where the page begins: <see cref="AuditPage.Next"/> of the page before, or null for the newest.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Storage.StoreException">The log cannot be read.</exception>
    ValueTask<AuditPage> ReadAsync(AuditQuery query, long? before, int limit, CancellationToken cancellationToken);
}
