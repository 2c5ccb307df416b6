using LiteDB;
using Notebook.Web.Accounts;

namespace Notebook.Web.Storage;

/// <summary>The audit log as a collection whose ids grow with time. What is too old or too much is taken away while entries are added.</summary>
internal sealed class LiteDbAuditLog : IAuditLog
{
    public const int MaxEntries = 100_000;

    public static readonly TimeSpan MaxAge = TimeSpan.FromDays(365);

    /// <summary>How many entries go at a time at most, so that no commit waits long for it.</summary>
    private const int MaxSwept = 500;

    private const int SweepEvery = 200;

    private readonly OpenDataFolder _data;
    private readonly ILogger _logger;
    private readonly int _maxEntries;
    private readonly Lock _adding = new();
    private long _last;
    private long _count;
    private bool _isCounted;

    public LiteDbAuditLog(OpenDataFolder data, ILogger<LiteDbAuditLog> logger)
        : this(data, logger, MaxEntries)
    {
    }

    internal LiteDbAuditLog(OpenDataFolder data, ILogger logger, int maxEntries)
    {
        _data = data;
        _logger = logger;
        _maxEntries = maxEntries;
    }

    public async Task RecordAsync(AuditEntry entry)
    {
        try
        {
            await Add(entry);
        }
        catch (StoreException problem)
        {
            _logger.LogError(problem, "Not in the audit log: {At:O} {Person} {Action} {Subject} {Detail}", entry.At, entry.DisplayName, entry.Action, entry.Subject, entry.Detail);
        }
    }

    public ValueTask<AuditPage> ReadAsync(AuditQuery query, long? before, int limit, CancellationToken cancellationToken) =>
        new(Task.Run(() => _data.Read(lite => Read(lite, query, before, limit, cancellationToken)), cancellationToken));

    private static AuditPage Read(LiteDatabase lite, AuditQuery query, long? before, int limit, CancellationToken cancellationToken)
    {
        var words = query.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var (first, last) = (query.From?.UtcTicks ?? 0, Math.Min(query.Until?.UtcTicks ?? long.MaxValue, before ?? long.MaxValue) - 1);
        var found = new List<AuditEntry>();
        foreach (var record in lite.GetCollection(DatabaseSchema.Audit).Query().Where(Query.Between("_id", first, last)).OrderByDescending("_id").ToEnumerable())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var entry = EntryOf(record);
            if (query.Action is { Length: > 0 } action && entry.Action != action || query.PersonId is { Length: > 0 } person && entry.PersonId != person
                || !words.All(word => new[] { entry.DisplayName, entry.Action, entry.Subject, entry.Detail }.Any(text => text.Contains(word, StringComparison.CurrentCultureIgnoreCase))))
                continue;
            if (found.Count == limit)
                return new(found, found[^1].Number);
            found.Add(entry);
        }

        return new(found, null);
    }

    private static AuditEntry EntryOf(BsonDocument record) => new()
    {
        Number = record["_id"].AsInt64,
        At = NotebookRecords.Time(record["at"]),
        PersonId = record["person"].IsNull ? null : record["person"].AsString,
        DisplayName = record["name"].AsString,
        Action = record["action"].AsString,
        Subject = record["subject"].AsString,
        Detail = record["detail"].AsString,
    };

    private Task Add(AuditEntry entry)
    {
        lock (_adding)
        {
            if (!_isCounted)
            {
                (_count, _last) = _data.Read(static lite =>
                {
                    var log = lite.GetCollection(DatabaseSchema.Audit);
                    return (log.LongCount(), log.Query().OrderByDescending("_id").FirstOrDefault() is { } newest ? newest["_id"].AsInt64 : 0);
                });
                _isCounted = true;
            }

            // Numbers are moments, made unique: a page by time is a range of ids.
            _last = Math.Max(_last + 1, entry.At.UtcTicks);
            var record = new BsonDocument
            {
                ["_id"] = _last,
                ["at"] = entry.At.UtcTicks,
                ["person"] = entry.PersonId is { } person ? person : BsonValue.Null,
                ["name"] = StoredText.Whole(Cut(entry.DisplayName)),
                ["action"] = Cut(entry.Action),
                ["subject"] = StoredText.Whole(Cut(entry.Subject)),
                ["detail"] = StoredText.Whole(Cut(entry.Detail)),
            };
            var count = Interlocked.Increment(ref _count);
            var isSweeping = count > _maxEntries || count % SweepEvery == 0;
            var oldest = (entry.At - MaxAge).UtcTicks;
            // In the lock, so that entries come into the lane in the order of their numbers.
            return _data.WriteAsync(lite =>
            {
                var log = lite.GetCollection(DatabaseSchema.Audit);
                log.Upsert(record);
                if (isSweeping)
                    Sweep(log, oldest);
            });
        }
    }

    private void Sweep(ILiteCollection<BsonDocument> log, long oldest)
    {
        var (swept, surplus) = (0, Interlocked.Read(ref _count) - _maxEntries);
        foreach (var record in log.Query().OrderBy("_id").Select("{ _id }").Limit(MaxSwept).ToList())
        {
            if (swept >= surplus && record["_id"].AsInt64 >= oldest)
                break;
            swept += log.Delete(record["_id"]) ? 1 : 0;
        }

        Interlocked.Add(ref _count, -swept);
    }

    /// <summary>A line of a log, not a place to keep texts.</summary>
    private static string Cut(string text) => text.Length <= 500 ? text : text[..499] + "…";
}
