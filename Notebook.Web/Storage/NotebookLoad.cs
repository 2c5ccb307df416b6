using System.Collections.Immutable;
using System.Text.Json;
using LiteDB;
using Notebook.Protocol;
using Notebook.Web.Documents;

namespace Notebook.Web.Storage;

/// <summary>Reads one notebook, with what a crash left in journals.</summary>
internal sealed class NotebookLoad(NotebookId id, NotebookFiles files)
{
    private readonly List<(string Record, IReadOnlySet<string> Hashes)> _uses = [];

    /// <returns>The notebook, or null when there is none outside the trash; and what the store then keeps: the cells whose journals were applied or whose run never ended, and the end of those that were deleted.</returns>
    public (NotebookDocument? Document, ImmutableArray<StoreChange> Changes) Run(NotebookDatabase database)
    {
        var (notebook, layout, texts, outputs, comments, revisions, verification) = database.Read(lite => (
            lite.GetCollection(DatabaseSchema.Notebooks).FindById(id.Value),
            lite.GetCollection(DatabaseSchema.Layouts).FindById(id.Value),
            lite.GetCollection(DatabaseSchema.Cells).Find(NotebookRecords.AllOf(id)).ToList(),
            lite.GetCollection(DatabaseSchema.Outputs).Find(NotebookRecords.AllOf(id)).ToDictionary(NotebookRecords.CellIdOf),
            lite.GetCollection(DatabaseSchema.Comments).Find(NotebookRecords.AllOf(id)).ToList(),
            lite.GetCollection(DatabaseSchema.Revisions).Find(NotebookRecords.AllOf(id)).ToList(),
            lite.GetCollection(DatabaseSchema.Verifications).FindById(id.Value)));
        if (notebook is null || NotebookRecords.TrashedAt(notebook) is not null)
            return (null, []);

        var journals = files.AllJournals().ToLookup(static journal => journal.CellId);
        var changes = ImmutableArray.CreateBuilder<StoreChange>();
        var cells = new Dictionary<CellId, Cell>();
        foreach (var record in texts)
        {
            if (NotebookRecords.IsDeleted(record))
            {
                changes.Add(new CellForgotten(id, NotebookRecords.CellIdOf(record)));
                continue;
            }

            var cell = NotebookRecords.ReadCell(record, files.Get);
            Use(DatabaseSchema.Cells, record, []);
            if (outputs.GetValueOrDefault(cell.Id) is { } found)
                cell = WithOutputs(cell, found);
            var before = cell;
            foreach (var (_, generation, path) in journals[cell.Id])
                cell = AfterJournal(cell, NotebookRecords.Generation(outputs.GetValueOrDefault(cell.Id)), generation, path);
            cell = cell.AfterCrash();
            if (!ReferenceEquals(cell, before))
                changes.Add(new OutputsChanged(id, cell));
            cells[cell.Id] = cell with { Version = 0 };
        }

        foreach (var orphan in journals.Where(journal => !cells.ContainsKey(journal.Key)))
            files.ForgetCell(orphan.Key);
        Use(DatabaseSchema.Layouts, layout, []);
        foreach (var revision in revisions)
            _uses.Add((RevisionRecords.UseOf(revision), RevisionRecords.Bodies(revision)));
        files.SetAllUses(_uses);

        var summary = NotebookRecords.Summary(notebook);
        var document = NotebookRecords.ReadLayout(layout, cells, files.Get) with
        {
            Title = summary.Title,
            CreatedAt = summary.CreatedAt,
            ModifiedAt = summary.ModifiedAt,
            Verification = VerificationRecords.Read(verification),
            Comments = [.. comments.Select(CommentRecords.Read).OrderBy(static thread => thread.First.At)],
        };
        return (document, changes.ToImmutable());
    }

    private Cell WithOutputs(Cell cell, BsonDocument record)
    {
        files.ContinueAfter(cell.Id, NotebookRecords.Generation(record));
        try
        {
            var stored = NotebookRecords.StoredOutputs(record, files.Get);
            Use(DatabaseSchema.Outputs, record, stored);
            return cell with
            {
                Outputs = [.. stored.Select(output => OutputMapping.FromStored(output, files.Get))],
                LastRun = NotebookRecords.Run(record),
                ExecutionCount = NotebookRecords.ExecutionCount(record),
            };
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            // One damaged record must not keep the text of a notebook from its people.
            return cell with { Outputs = [new DisplayOutput { OutputId = $"damaged-{cell.Id}", Data = MimeBundle.Text("The stored outputs of this cell are damaged. Run it again.") }] };
        }
    }

    private Cell AfterJournal(Cell cell, long committed, long generation, string path)
    {
        files.ContinueAfter(cell.Id, generation);
        if (generation > committed)
            return CellJournal.Read(path, cell.Id).Aggregate(cell, static (c, step) => c.After(step));

        // The server ended between the commit and the removal of what it replaced.
        files.RemoveJournals(cell.Id, generation);
        return cell;
    }

    private void Use(string collection, BsonDocument record, IReadOnlyList<StoredOutput> outputs) =>
        _uses.Add(($"{collection}:{record["_id"].AsString}", NotebookRecords.Hashes(record, outputs)));
}
