using System.Collections.Immutable;
using LiteDB;
using Notebook.Web.Documents;
using Notebook.Web.Sharing;
using Json = System.Text.Json.JsonSerializer;

namespace Notebook.Web.Storage;

/// <summary>
/// Changes made ready for the lane: their bodies are files already, their records are built, so that the one writer has little
/// left to do. Disposed when they are committed or refused.
/// </summary>
internal sealed class StoreTransaction(NotebookDatabase database, StreamTexts streamTexts) : IDisposable
{
    /// <summary>A cell's outputs as JSON, without their long texts, become a body too beyond this many characters: a LiteDB document has at most 16 MB.</summary>
    private const int MaxOutputsJson = 256 * 1024;

    private readonly List<Action<LiteDatabase>> _writes = [];
    private readonly List<Action> _afterwards = [];
    private readonly List<(NotebookFiles Files, List<string> Hashes)> _pins = [];

    public void Write(LiteDatabase lite) => _writes.ForEach(write => write(lite));

    public void Afterwards() => _afterwards.ForEach(static afterwards => afterwards());

    public void Dispose()
    {
        foreach (var (files, hashes) in _pins)
            files.Unpin(hashes);
        _pins.Clear();
    }

    /// <param name="change">What to keep.</param>
    /// <param name="files">The files of its notebook.</param>
    /// <param name="generation">For outputs: up to which journal they are held by the change.</param>
    /// <exception cref="IOException">A body could not be written.</exception>
    public void Add(NotebookStoreChange change, NotebookFiles files, long generation)
    {
        var pins = new List<string>();
        _pins.Add((files, pins));
        StoredText Put(string text) => text.Length <= StoredText.MaxInline ? new() { Text = text } : new() { Hash = files.Put(text, pins) };

        switch (change)
        {
            case NotebookCreated { Document: var document }:
                Upsert(DatabaseSchema.Notebooks, NotebookRecords.Notebook(document));
                List<(string, IReadOnlySet<string>)> uses = [Upsert(DatabaseSchema.Layouts, NotebookRecords.Layout(document, Put))];
                foreach (var cell in document.Cells)
                {
                    uses.Add(Upsert(DatabaseSchema.Cells, NotebookRecords.CellText(document.Id, cell, Put)));
                    if (cell is not { Outputs.IsEmpty: true, LastRun: null, ExecutionCount: null })
                        uses.Add(UpsertOutputs(document.Id, cell, files, 0, Put, pins));
                }

                foreach (var thread in document.Comments)
                    Upsert(DatabaseSchema.Comments, CommentRecords.Record(document.Id, thread));
                foreach (var grant in ((NotebookCreated)change).Grants)
                    Upsert(DatabaseSchema.Grants, SharingRecords.Grant(grant));
                if (((NotebookCreated)change).Attributes is { } attributes)
                    Upsert(DatabaseSchema.Attributes, SharingRecords.Attributes(attributes));
                _afterwards.Add(() => files.SetAllUses(uses));
                break;
            case NotebookChanged { Document: var document }:
                Upsert(DatabaseSchema.Notebooks, NotebookRecords.Notebook(document));
                UseAfterwards(files, Upsert(DatabaseSchema.Layouts, NotebookRecords.Layout(document, Put)));
                break;
            case CellChanged changed:
                UseAfterwards(files, Upsert(DatabaseSchema.Cells, NotebookRecords.CellText(changed.NotebookId, changed.Cell, Put)));
                _writes.Add(lite => Touch(lite, changed.NotebookId, changed.ModifiedAt));
                break;
            case OutputsChanged { Cell: var cell, NotebookId: var id }:
                AddOutputs(id, cell, files, generation, Put, pins);
                break;
            case CellDeleted { CellId: var cellId, NotebookId: var id }:
                _writes.Add(lite => PutAside(lite, NotebookRecords.IdOf(id, cellId)));
                break;
            case CellForgotten { CellId: var cellId, NotebookId: var id }:
                var record = NotebookRecords.IdOf(id, cellId);
                _writes.Add(lite =>
                {
                    lite.GetCollection(DatabaseSchema.Cells).Delete(record);
                    lite.GetCollection(DatabaseSchema.Outputs).Delete(record);
                });
                _afterwards.Add(() =>
                {
                    files.SetUse($"{DatabaseSchema.Cells}:{record}", ImmutableHashSet<string>.Empty);
                    files.SetUse($"{DatabaseSchema.Outputs}:{record}", ImmutableHashSet<string>.Empty);
                    files.ForgetCell(cellId);
                });
                break;
            case CommentsChanged { NotebookId: var id, Thread: var thread }:
                Upsert(DatabaseSchema.Comments, CommentRecords.Record(id, thread));
                break;
            case CommentsDeleted { NotebookId: var id, ThreadId: var thread }:
                _writes.Add(lite => lite.GetCollection(DatabaseSchema.Comments).Delete(CommentRecords.IdOf(id, thread)));
                break;
            case RevisionSaved saved:
                var revision = new RevisionBodies(database, files, pins).RecordOf(saved);
                _writes.Add(lite => lite.GetCollection(DatabaseSchema.Revisions).Upsert(revision));
                _afterwards.Add(() => files.SetUse(RevisionRecords.UseOf(revision), RevisionRecords.Bodies(revision)));
                break;
            case VerificationKept kept:
                _writes.Add(lite => lite.GetCollection(DatabaseSchema.Verifications).Upsert(VerificationRecords.Record(kept.NotebookId, kept.Verification)));
                break;
            case RevisionsDeleted { RevisionIds: var ids, NotebookId: var id }:
                List<string> gone = [.. ids.Select(revisionId => RevisionRecords.IdOf(id, revisionId))];
                _writes.Add(lite => gone.ForEach(record => lite.GetCollection(DatabaseSchema.Revisions).Delete(record)));
                _afterwards.Add(() => gone.ForEach(record => files.SetUse(RevisionRecords.UseOf(record), ImmutableHashSet<string>.Empty)));
                break;
            case NotebookTrashed { NotebookId: var id, TrashedAt: var at }:
                _writes.Add(lite => SetTrashed(lite, id, at.UtcTicks));
                break;
            case NotebookRestored { NotebookId: var id }:
                _writes.Add(lite => SetTrashed(lite, id, BsonValue.Null));
                break;
            case NotebookVisited visited:
                _writes.Add(lite => lite.GetCollection(DatabaseSchema.Visits).Upsert(NotebookRecords.Visit(visited)));
                break;
            case NotebookDeleted { NotebookId: var id }:
                _writes.Add(lite =>
                {
                    lite.GetCollection(DatabaseSchema.Visits).DeleteMany(Query.EQ("notebook", id.Value));
                    lite.GetCollection(DatabaseSchema.Notebooks).Delete(id.Value);
                    lite.GetCollection(DatabaseSchema.Layouts).Delete(id.Value);
                    lite.GetCollection(DatabaseSchema.Cells).DeleteMany(NotebookRecords.AllOf(id));
                    lite.GetCollection(DatabaseSchema.Outputs).DeleteMany(NotebookRecords.AllOf(id));
                    lite.GetCollection(DatabaseSchema.Comments).DeleteMany(NotebookRecords.AllOf(id));
                    lite.GetCollection(DatabaseSchema.Revisions).DeleteMany(NotebookRecords.AllOf(id));
                    lite.GetCollection(DatabaseSchema.Verifications).Delete(id.Value);
                    lite.GetCollection(DatabaseSchema.Secrets).DeleteMany(NotebookRecords.AllOf(id));
                    lite.GetCollection(DatabaseSchema.Grants).DeleteMany(NotebookRecords.AllOf(id));
                    lite.GetCollection(DatabaseSchema.Links).DeleteMany(Query.EQ("notebook", id.Value));
                    lite.GetCollection(DatabaseSchema.Attributes).Delete(id.Value);
                    lite.GetCollection(DatabaseSchema.Stars).DeleteMany(Query.EQ("notebook", id.Value));
                });
                _afterwards.Add(files.RemoveAll);
                break;
            default:
                AddSharing(change);
                break;
        }
    }

    /// <param name="change">What to keep, of sharing: no files are involved.</param>
    public void AddSharing(StoreChange change)
    {
        switch (change)
        {
            case GrantGiven given:
                Upsert(DatabaseSchema.Grants, SharingRecords.Grant(given.Grant));
                break;
            case GrantTaken taken:
                _writes.Add(lite => lite.GetCollection(DatabaseSchema.Grants).Delete(SharingRecords.IdOf(taken.NotebookId, taken.Grantee)));
                break;
            case LinkCreated created:
                Upsert(DatabaseSchema.Links, SharingRecords.Link(created.Link));
                break;
            case LinkRevoked revoked:
                _writes.Add(lite => lite.GetCollection(DatabaseSchema.Links).Delete(revoked.LinkId.Value));
                break;
            case AttributesChanged changed:
                Upsert(DatabaseSchema.Attributes, SharingRecords.Attributes(changed.Attributes));
                break;
            case NotebookStarred { IsStarred: true } starred:
                Upsert(DatabaseSchema.Stars, SharingRecords.Star(starred));
                break;
            case NotebookStarred starred:
                _writes.Add(lite => lite.GetCollection(DatabaseSchema.Stars).Delete(SharingRecords.Star(starred)["_id"]));
                break;
            case GroupChanged changed:
                Upsert(DatabaseSchema.Groups, SharingRecords.Group(changed.Group));
                break;
            case GroupDeleted { GroupId: var group }:
                _writes.Add(lite =>
                {
                    lite.GetCollection(DatabaseSchema.Groups).Delete(group.Value);
                    var suffix = "/" + new Grantee.Members(group).Key;
                    foreach (var record in lite.GetCollection(DatabaseSchema.Grants).FindAll().Where(record => record["_id"].AsString.EndsWith(suffix, StringComparison.Ordinal)).ToList())
                        lite.GetCollection(DatabaseSchema.Grants).Delete(record["_id"]);
                    foreach (var record in lite.GetCollection(DatabaseSchema.Attributes).Find(Query.EQ("group", group.Value)).ToList())
                    {
                        record["group"] = BsonValue.Null;
                        lite.GetCollection(DatabaseSchema.Attributes).Update(record);
                    }
                });
                break;
            default:
                throw new ArgumentException($"{change.GetType().Name} cannot be stored.", nameof(change));
        }
    }

    private static void SetTrashed(LiteDatabase lite, NotebookId id, BsonValue trashed)
    {
        var notebooks = lite.GetCollection(DatabaseSchema.Notebooks);
        if (notebooks.FindById(id.Value) is not { } notebook)
            return;
        notebook["trashed"] = trashed;
        notebooks.Update(notebook);
    }

    private static void Touch(LiteDatabase lite, NotebookId id, DateTimeOffset modifiedAt)
    {
        var notebooks = lite.GetCollection(DatabaseSchema.Notebooks);
        if (notebooks.FindById(id.Value) is not { } notebook)
            return;
        notebook["modified"] = modifiedAt.UtcTicks;
        notebooks.Update(notebook);
    }

    private static void PutAside(LiteDatabase lite, string record)
    {
        var cells = lite.GetCollection(DatabaseSchema.Cells);
        if (cells.FindById(record) is not { } cell)
            return;
        cell[NotebookRecords.Deleted] = true;
        cells.Update(cell);
    }

    private void UseAfterwards(NotebookFiles files, (string Record, IReadOnlySet<string> Hashes) use) =>
        _afterwards.Add(() => files.SetUse(use.Record, use.Hashes));

    private void AddOutputs(NotebookId id, Cell cell, NotebookFiles files, long generation, Func<string, StoredText> put, List<string> pins)
    {
        var (record, outputs) = OutputsRecord(id, cell, files, generation, put, pins);
        var use = Use(DatabaseSchema.Outputs, record, outputs);
        var isKept = false;
        _writes.Add(lite =>
        {
            isKept = lite.GetCollection(DatabaseSchema.Cells).Exists(Query.EQ("_id", record["_id"]));
            if (isKept)
                lite.GetCollection(DatabaseSchema.Outputs).Upsert(record);
        });
        _afterwards.Add(() =>
        {
            if (isKept)
                files.SetUse(use.Record, use.Hashes);
            files.RemoveJournals(cell.Id, generation);
        });
    }

    private (string Record, IReadOnlySet<string> Hashes) UpsertOutputs(
        NotebookId id, Cell cell, NotebookFiles files, long generation, Func<string, StoredText> put, List<string> pins)
    {
        var (record, outputs) = OutputsRecord(id, cell, files, generation, put, pins);
        return Upsert(DatabaseSchema.Outputs, record, outputs);
    }

    private (string Record, IReadOnlySet<string> Hashes) Upsert(string collection, BsonDocument record, IReadOnlyList<StoredOutput>? outputs = null)
    {
        _writes.Add(lite => lite.GetCollection(collection).Upsert(record));
        return Use(collection, record, outputs ?? []);
    }

    private static (string Record, IReadOnlySet<string> Hashes) Use(string collection, BsonDocument record, IReadOnlyList<StoredOutput> outputs) =>
        ($"{collection}:{record["_id"].AsString}", NotebookRecords.Hashes(record, outputs));

    private (BsonDocument Record, IReadOnlyList<StoredOutput> Outputs) OutputsRecord(
        NotebookId id, Cell cell, NotebookFiles files, long generation, Func<string, StoredText> put, List<string> pins)
    {
        ImmutableArray<StoredOutput> outputs =
            [.. cell.Outputs.Select(output => output is StreamOutput stream ? StoredStream(id, cell.Id, stream, files, generation, put, pins) : OutputMapping.ToStored(output, put))];
        var json = outputs.IsEmpty ? "" : Json.Serialize(outputs, StorageJson.Compact.ImmutableArrayStoredOutput);
        var text = json.Length <= MaxOutputsJson ? new StoredText { Text = json } : new StoredText { Hash = files.Put(json, pins) };
        return (NotebookRecords.Outputs(id, cell, text, generation), outputs);
    }

    private StoredOutput StoredStream(
        NotebookId id, CellId cellId, StreamOutput stream, NotebookFiles files, long generation, Func<string, StoredText> put, List<string> pins)
    {
        if (stream.Text.OmittedLength == 0)
        {
            // All of it is at hand: a text from a file may be longer than what a record keeps.
            var text = stream.Text.HeadText + stream.Text.TailText;
            var bounded = StreamBuffer.Empty.Append(text);
            var whole = bounded.OmittedLength > 0 ? files.Put(text, pins) : null;
            return (StoredStream)OutputMapping.ToStored(stream with { Text = bounded }, put) with { WholeHash = whole };
        }

        var prior = database.Read(lite => lite.GetCollection(DatabaseSchema.Outputs).FindById(NotebookRecords.IdOf(id, cellId)));
        var priorStream = prior is null ? null : NotebookRecords.StoredOutputs(prior, files.Get).OfType<StoredStream>().FirstOrDefault(other => other.Id == stream.OutputId);
        if (priorStream is null && files.JournalsOf(cellId, NotebookRecords.Generation(prior), generation).Count == 0
            && RevisionRecords.FindStream(database, id, cellId, stream.OutputId, files.Get) is { WholeHash: { } kept } was)
        {
            // Restored: only a revision still knows where the middle is.
            files.Pin(kept, pins);
            return (StoredStream)OutputMapping.ToStored(stream, put) with { WholeHash = kept, IsCut = was.IsCut };
        }

        var (hash, isCut) = streamTexts.Write(id, stream.OutputId, priorStream, files.JournalsOf(cellId, NotebookRecords.Generation(prior), generation));
        files.Pin(hash, pins);
        return (StoredStream)OutputMapping.ToStored(stream, put) with { WholeHash = hash, IsCut = isCut };
    }
}
