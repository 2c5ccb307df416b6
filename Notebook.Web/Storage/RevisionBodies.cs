using LiteDB;
using Notebook.Web.Documents;
using Json = System.Text.Json.JsonSerializer;

namespace Notebook.Web.Storage;

/// <summary>Makes a revision ready to be stored: one body per cell, by content hash, so that what did not change since another revision is there already.</summary>
internal sealed class RevisionBodies(NotebookDatabase database, NotebookFiles files, List<string> pins)
{
    private readonly Dictionary<string, long> _lengths = [];

    /// <exception cref="IOException">A body could not be written.</exception>
    public BsonDocument RecordOf(RevisionSaved saved)
    {
        var document = saved.Document;
        List<(CellId CellId, string Hash)> cells = [.. document.Cells.Select(cell => (cell.Id, Body(Json.Serialize(StoredOf(document.Id, cell), StorageJson.Compact.StoredRevisionCell))))];
        var record = RevisionRecords.Record(document, saved.Revision, cells, Put);

        var before = RevisionRecords.Newest(database, document.Id) is { } newest ? RevisionRecords.Bodies(newest) : new HashSet<string>();
        return RevisionRecords.WithBodies(record, pins.Distinct(), _lengths.Where(body => !before.Contains(body.Key)).Sum(static body => body.Value));
    }

    private StoredRevisionCell StoredOf(NotebookId id, Cell cell) => new()
    {
        Id = cell.Id.Value,
        Kind = cell.Kind,
        Language = cell.Language,
        Text = Put(cell.Source),
        HidesSource = cell.HidesSource,
        HidesOutputs = cell.HidesOutputs,
        Metadata = cell.MetadataJson is { } metadata ? Put(metadata) : null,
        FileFields = cell.FileFieldsJson is { } fields ? Put(fields) : null,
        Run = cell.LastRun is { } run ? run with { TextVersion = 0, WorkLeftRunning = false } : null,
        IsEdited = cell.LastRun is { } ran && ran.TextVersion != cell.Text.Version,
        Count = cell.ExecutionCount,
        Outputs = [.. cell.Outputs.Select(output => StoredOf(id, cell.Id, output))],
    };

    private StoredOutput StoredOf(NotebookId id, CellId cellId, CellOutput output)
    {
        var stored = OutputMapping.ToStored(output, Put);
        if (stored is not StoredStream stream || output is not StreamOutput { Text.OmittedLength: > 0 })
            return stored;

        // The middle of a long stream is a body that the cell's record names, or a revision from which it was restored.
        var record = database.Read(lite => lite.GetCollection(DatabaseSchema.Outputs).FindById(NotebookRecords.IdOf(id, cellId)));
        var kept = (record is null ? null : NotebookRecords.StoredOutputs(record, files.Get).OfType<StoredStream>().FirstOrDefault(other => other.Id == stream.Id))
            ?? RevisionRecords.FindStream(database, id, cellId, stream.Id, files.Get);
        if (kept?.WholeHash is not { } whole)
            return stored;
        files.Pin(whole, pins);
        _lengths[whole] = kept.Length;
        return stream with { WholeHash = whole, IsCut = kept.IsCut };
    }

    private StoredText Put(string text) => text.Length <= StoredText.MaxInline ? new() { Text = StoredText.Whole(text) } : new() { Hash = Body(text) };

    private string Body(string text)
    {
        var hash = files.Put(text, pins);
        _lengths[hash] = text.Length;
        return hash;
    }
}
