using System.Collections.Immutable;
using LiteDB;
using Notebook.Web.Collaboration;
using Notebook.Web.Documents;
using Json = System.Text.Json.JsonSerializer;

namespace Notebook.Web.Storage;

/// <summary>Between notebooks in memory and the database's records. By hand: what is stored does not change because a record was renamed.</summary>
internal static class NotebookRecords
{
    /// <summary>Marks the record of a cell that is put aside; see <see cref="CellDeleted"/>. Such a cell is no part of its notebook.</summary>
    public const string Deleted = "deleted";

    public static string IdOf(NotebookId id, CellId cellId) => $"{id}/{cellId}";

    /// <summary>Every record of a notebook's cells, in a collection whose ids are <see cref="IdOf"/>.</summary>
    public static BsonExpression AllOf(NotebookId id) => Query.Between("_id", $"{id}/", $"{id}0");

    public static CellId CellIdOf(BsonDocument record) => new(record["_id"].AsString[(record["_id"].AsString.IndexOf('/') + 1)..]);

    public static BsonDocument Notebook(NotebookDocument document) => new()
    {
        ["_id"] = document.Id.Value,
        ["title"] = StoredText.Whole(document.Title),
        ["cells"] = document.Cells.Count,
        ["created"] = document.CreatedAt.UtcTicks,
        ["modified"] = document.ModifiedAt.UtcTicks,
    };

    public static NotebookSummary Summary(BsonDocument record) =>
        new(new(record["_id"].AsString), record["title"].AsString, record["cells"].AsInt32, Time(record["created"]), Time(record["modified"]))
        {
            TrashedAt = TrashedAt(record),
        };

    /// <summary>When the notebook was put into the trash; the field is there only while it is in it.</summary>
    public static DateTimeOffset? TrashedAt(BsonDocument record) => record["trashed"].IsNull ? null : Time(record["trashed"]);

    public static BsonDocument Visit(NotebookVisited visited) => new()
    {
        ["_id"] = $"{visited.PersonId}/{visited.NotebookId}",
        ["notebook"] = visited.NotebookId.Value,
        ["at"] = visited.VisitedAt.UtcTicks,
    };

    /// <summary>Every visit of a person. The id of a notebook has no slash.</summary>
    public static BsonExpression VisitsOf(string personId) => Query.Between("_id", $"{personId}/", $"{personId}0");

    public static BsonDocument Layout(NotebookDocument document, Func<string, StoredText> put) => new()
    {
        ["_id"] = document.Id.Value,
        ["cells"] = new BsonArray(document.Cells.Select(static cell => new BsonValue(cell.Id.Value))),
        ["metadata"] = Optional(document.MetadataJson, put),
        ["fields"] = Optional(document.FileFieldsJson, put),
    };

    /// <summary>The notebook without title and times. Cells that no layout names, which cannot be, come last rather than get lost.</summary>
    public static NotebookDocument ReadLayout(BsonDocument record, IReadOnlyDictionary<CellId, Cell> cells, Func<string, string?> get)
    {
        var order = record["cells"].AsArray.Select(static cell => new CellId(cell.AsString)).Distinct().ToList();
        return new()
        {
            Id = new(record["_id"].AsString),
            Title = "",
            CreatedAt = default,
            ModifiedAt = default,
            Cells = [.. order.Where(cells.ContainsKey).Select(cellId => cells[cellId]), .. cells.Values.Where(cell => !order.Contains(cell.Id))],
            MetadataJson = Optional(record["metadata"], get),
            FileFieldsJson = Optional(record["fields"], get),
        };
    }

    public static BsonDocument CellText(NotebookId id, Cell cell, Func<string, StoredText> put) => new()
    {
        ["_id"] = IdOf(id, cell.Id),
        ["kind"] = cell.Kind == CellKind.Code ? "code" : "markdown",
        ["language"] = StoredText.Whole(cell.Language),
        ["text"] = StoredText.Whole(cell.Text.Text),
        ["version"] = cell.Text.Version,
        ["recent"] = Json.Serialize(ToStored(cell.Text.Recent), StorageJson.Compact.ImmutableListTextUpdate),
        ["hidesSource"] = cell.HidesSource,
        ["hidesOutputs"] = cell.HidesOutputs,
        ["metadata"] = Optional(cell.MetadataJson, put),
        ["fields"] = Optional(cell.FileFieldsJson, put),
    };

    public static Cell ReadCell(BsonDocument record, Func<string, string?> get) => new()
    {
        Id = CellIdOf(record),
        Kind = record["kind"].AsString == "code" ? CellKind.Code : CellKind.Markdown,
        Language = record["language"].AsString,
        Text = new TextDocument
        {
            Text = record["text"].AsString,
            Version = record["version"].AsInt32,
            Recent = Json.Deserialize(record["recent"].AsString, StorageJson.Compact.ImmutableListTextUpdate) ?? [],
        },
        HidesSource = record["hidesSource"] is { IsBoolean: true, AsBoolean: true },
        HidesOutputs = record["hidesOutputs"] is { IsBoolean: true, AsBoolean: true },
        MetadataJson = Optional(record["metadata"], get),
        FileFieldsJson = Optional(record["fields"], get),
    };

    public static bool IsDeleted(BsonDocument record) => record[Deleted] is { IsBoolean: true, AsBoolean: true };

    /// <param name="id">The notebook.</param>
    /// <param name="cell">Its run is stored too.</param>
    /// <param name="outputs">The outputs as JSON.</param>
    /// <param name="generation">Up to which journal the record holds the cell's outputs.</param>
    public static BsonDocument Outputs(NotebookId id, Cell cell, StoredText outputs, long generation) => new()
    {
        ["_id"] = IdOf(id, cell.Id),
        ["run"] = cell.LastRun is { } run ? Json.Serialize(run, StorageJson.Compact.CellRun) : BsonValue.Null,
        ["count"] = cell.ExecutionCount is { } count ? count : BsonValue.Null,
        ["outputs"] = Write(outputs),
        ["journal"] = generation,
    };

    public static CellRun? Run(BsonDocument record) =>
        record["run"].IsNull ? null : Json.Deserialize(record["run"].AsString, StorageJson.Compact.CellRun);

    public static int? ExecutionCount(BsonDocument record) => record["count"].IsNull ? null : record["count"].AsInt32;

    public static long Generation(BsonDocument? record) => record is null ? 0 : record["journal"].AsInt64;

    public static ImmutableArray<StoredOutput> StoredOutputs(BsonDocument record, Func<string, string?> get) =>
        Optional(record["outputs"], get) is { Length: > 0 } json ? Json.Deserialize(json, StorageJson.Compact.ImmutableArrayStoredOutput) : [];

    public static DateTimeOffset Time(BsonValue ticks) => new(ticks.AsInt64, TimeSpan.Zero);

    /// <summary>Every body that a record names.</summary>
    public static IReadOnlySet<string> Hashes(BsonDocument record, IEnumerable<StoredOutput> outputs)
    {
        var hashes = new HashSet<string>();
        foreach (var (_, value) in record)
            if (value.IsDocument && value.AsDocument.TryGetValue("h", out var hash))
                hashes.Add(hash.AsString);
        foreach (var output in outputs)
            hashes.UnionWith(Texts(output).Select(static text => text?.Hash).OfType<string>());
        return hashes;
    }

    private static ImmutableList<TextUpdate> ToStored(ImmutableList<TextUpdate> recent)
    {
        var (first, length) = (recent.Count, 0L);
        while (first > 0 && recent.Count - first < TextDocument.MaxStoredUpdates && (length += recent[first - 1].Changes.Length) <= TextDocument.MaxStoredLength)
            first--;
        return first == 0 ? recent : recent.RemoveRange(0, first);
    }

    private static IEnumerable<StoredText?> Texts(StoredOutput output) => output switch
    {
        StoredStream stream => [stream.FileFields, stream.Head, stream.Tail, new StoredText { Hash = stream.WholeHash }],
        StoredDisplay display => [display.FileFields, display.Metadata, .. display.Data.Values.Select(static text => (StoredText?)text)],
        StoredError error => [error.FileFields, error.Traceback],
        _ => [output.FileFields],
    };

    private static BsonValue Optional(string? text, Func<string, StoredText> put) => text is null ? BsonValue.Null : Write(put(text));

    private static string? Optional(BsonValue value, Func<string, string?> get) =>
        !value.IsDocument ? null
        : value.AsDocument.TryGetValue("h", out var hash) ? get(hash.AsString)
        : value["t"].AsString;

    private static BsonDocument Write(StoredText text) => text.Hash is { } hash ? new() { ["h"] = hash } : new() { ["t"] = StoredText.Whole(text.Text ?? "") };
}
