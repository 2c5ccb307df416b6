using LiteDB;
using Notebook.Web.Collaboration;
using Notebook.Web.Documents;
using Notebook.Web.History;
using Json = System.Text.Json.JsonSerializer;

namespace Notebook.Web.Storage;

/// <summary>Between revisions and the database's records. A record names its cells by the hashes of their bodies.</summary>
internal static class RevisionRecords
{
    public static string IdOf(NotebookId id, RevisionId revisionId) => $"{id}/{revisionId}";

    /// <summary>What <see cref="NotebookFiles.SetUse"/> calls it.</summary>
    public static string UseOf(BsonDocument record) => UseOf(record["_id"].AsString);

    public static string UseOf(string recordId) => $"{DatabaseSchema.Revisions}:{recordId}";

    public static BsonDocument Record(NotebookDocument document, Revision revision, IEnumerable<(CellId CellId, string Hash)> cells, Func<string, StoredText> put) => new()
    {
        ["_id"] = IdOf(document.Id, revision.Id),
        ["at"] = revision.At.UtcTicks,
        ["by"] = StoredText.Whole(revision.By),
        ["reason"] = revision.Reason.ToString(),
        ["name"] = revision.Name is { } name ? StoredText.Whole(name) : BsonValue.Null,
        ["count"] = revision.CellCount,
        ["title"] = StoredText.Whole(document.Title),
        ["cells"] = new BsonArray(cells.Select(static cell => new BsonDocument { ["c"] = cell.CellId.Value, ["h"] = cell.Hash })),
        ["metadata"] = Optional(document.MetadataJson, put),
        ["fields"] = Optional(document.FileFieldsJson, put),
    };

    public static BsonDocument WithBodies(BsonDocument record, IEnumerable<string> hashes, long size)
    {
        record["bodies"] = new BsonArray(hashes.Select(static hash => new BsonValue(hash)));
        record["size"] = size;
        return record;
    }

    /// <summary>Every body that a revision needs, those that its cells name included.</summary>
    public static IReadOnlySet<string> Bodies(BsonDocument record) => record["bodies"].AsArray.Select(static hash => hash.AsString).ToHashSet();

    /// <summary>Newest first.</summary>
    public static IReadOnlyList<Revision> List(NotebookDatabase database, NotebookId id) => database.Read(lite =>
        (IReadOnlyList<Revision>)[.. lite.GetCollection(DatabaseSchema.Revisions).Query().Where(NotebookRecords.AllOf(id)).Select("{ _id, at, by, reason, name, count, size }").ToEnumerable().Select(Header).OrderByDescending(static revision => revision.At)]);

    public static BsonDocument? Find(NotebookDatabase database, NotebookId id, RevisionId revisionId) =>
        database.Read(lite => lite.GetCollection(DatabaseSchema.Revisions).FindById(IdOf(id, revisionId)));

    public static BsonDocument? Newest(NotebookDatabase database, NotebookId id) =>
        List(database, id) is [var newest, ..] ? Find(database, id, newest.Id) : null;

    public static NotebookDocument Read(NotebookId id, BsonDocument record, Func<string, string?> get) => new()
    {
        Id = id,
        Title = record["title"].AsString,
        CreatedAt = NotebookRecords.Time(record["at"]),
        ModifiedAt = NotebookRecords.Time(record["at"]),
        Cells = [.. record["cells"].AsArray.Select(cell => ReadCell(cell["h"].AsString, get)).OfType<StoredRevisionCell>().Select(cell => FromStored(cell, get))],
        MetadataJson = Optional(record["metadata"], get),
        FileFieldsJson = Optional(record["fields"], get),
    };

    /// <summary>A stream output as the newest revision that shows it has it.</summary>
    public static StoredStream? FindStream(NotebookDatabase database, NotebookId id, CellId cellId, string outputId, Func<string, string?> get)
    {
        var records = database.Read(lite => lite.GetCollection(DatabaseSchema.Revisions).Find(NotebookRecords.AllOf(id)).OrderByDescending(static record => record["at"].AsInt64).ToList());
        var hashes = records.SelectMany(static record => record["cells"].AsArray).Where(cell => cell["c"].AsString == cellId.Value).Select(static cell => cell["h"].AsString).Distinct();
        return hashes.Select(hash => ReadCell(hash, get)).OfType<StoredRevisionCell>().SelectMany(static cell => cell.Outputs).OfType<StoredStream>()
            .FirstOrDefault(stream => stream.Id == outputId && stream.WholeHash is not null);
    }

    private static StoredRevisionCell? ReadCell(string hash, Func<string, string?> get) =>
        get(hash) is { } json ? Json.Deserialize(json, StorageJson.Compact.StoredRevisionCell) : null;

    private static Cell FromStored(StoredRevisionCell stored, Func<string, string?> get) => new()
    {
        Id = new(stored.Id),
        Kind = stored.Kind,
        Language = stored.Language,
        Text = TextDocument.Of(OutputMapping.Read(stored.Text, get) ?? ""),
        HidesSource = stored.HidesSource,
        HidesOutputs = stored.HidesOutputs,
        MetadataJson = stored.Metadata is { } metadata ? OutputMapping.Read(metadata, get) : null,
        FileFieldsJson = stored.FileFields is { } fields ? OutputMapping.Read(fields, get) : null,
        LastRun = stored.Run is { } run ? run with { TextVersion = stored.IsEdited ? -1 : 0 } : null,
        ExecutionCount = stored.Count,
        Outputs = [.. stored.Outputs.Select(output => OutputMapping.FromStored(output, get))],
    };

    private static Revision Header(BsonDocument record) => new()
    {
        Id = new(NotebookRecords.CellIdOf(record).Value),
        At = NotebookRecords.Time(record["at"]),
        By = record["by"].AsString,
        Reason = Enum.Parse<RevisionReason>(record["reason"].AsString),
        Name = record["name"].IsNull ? null : record["name"].AsString,
        CellCount = record["count"].AsInt32,
        Size = record["size"].AsInt64,
    };

    private static BsonValue Optional(string? text, Func<string, StoredText> put) =>
        text is null ? BsonValue.Null
        : put(text) is { Hash: { } hash } ? new BsonDocument { ["h"] = hash }
        : new BsonDocument { ["t"] = StoredText.Whole(text) };

    private static string? Optional(BsonValue value, Func<string, string?> get) =>
        !value.IsDocument ? null
        : value.AsDocument.TryGetValue("h", out var hash) ? get(hash.AsString)
        : value["t"].AsString;
}
