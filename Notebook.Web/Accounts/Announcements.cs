using System.Collections.Immutable;
using Notebook.Web.Documents;
using Notebook.Web.Storage;

namespace Notebook.Web.Accounts;

/// <summary>What is announced, in memory over its records. Open pages hear of a change at once.</summary>
internal sealed class Announcements(IRecords<Announcement> records, IAuditLog audit, TimeProvider time)
{
    public const int MaxLength = 300;

    private ImmutableList<Announcement> _all = [];

    /// <summary>Something was announced or taken back. The callback is short and does not throw.</summary>
    public event Action? Changed;

    /// <summary>Those that have not ended, oldest first.</summary>
    public IReadOnlyList<Announcement> Current => [.. _all.Where(announcement => announcement.Until > time.GetUtcNow())];

    /// <summary>Reads what was kept. Once, before the first request.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken) =>
        _all = [.. (await records.ListAsync(cancellationToken)).OrderBy(static announcement => announcement.MadeAt)];

    /// <param name="by">An administrator, which the caller has checked.</param>
    /// <param name="text">Plain text.</param>
    /// <param name="until">When it ends.</param>
    /// <returns>Null when it is announced, or a sentence that says why not.</returns>
    /// <exception cref="StoreException">It was not kept.</exception>
    public async Task<string?> AddAsync(Person by, string text, DateTimeOffset until)
    {
        text = text.Trim();
        if (text.Length == 0)
            return "Write what everybody should know.";
        if (text.Length > MaxLength)
            return $"An announcement has at most {MaxLength} characters.";
        if (until <= time.GetUtcNow())
            return "It would have ended already: choose a later date.";
        var announcement = new Announcement { Id = RandomName.Create(16), Text = text, Until = until, MadeBy = by.DisplayName, MadeAt = time.GetUtcNow() };
        await records.SaveAsync(announcement);
        ImmutableInterlocked.Update(ref _all, static (all, added) => all.Add(added), announcement);
        Changed?.Invoke();
        await RecordAsync(by, text, "announced");
        return null;
    }

    public async Task RemoveAsync(Person by, string id)
    {
        if (_all.Find(announcement => announcement.Id == id) is not { } removed)
            return;
        await records.DeleteAsync(id);
        ImmutableInterlocked.Update(ref _all, static (all, gone) => all.Remove(gone), removed);
        Changed?.Invoke();
        await RecordAsync(by, removed.Text, "taken back");
    }

    private Task RecordAsync(Person by, string text, string detail) =>
        audit.RecordAsync(new() { At = time.GetUtcNow(), PersonId = by.Id, DisplayName = by.DisplayName, Action = AuditActions.AnnouncementChanged, Subject = text, Detail = detail });
}
