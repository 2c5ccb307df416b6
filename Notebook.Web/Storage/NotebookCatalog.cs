using System.Collections.Concurrent;
using System.Collections.Immutable;
using LiteDB;
using Notebook.Web.Documents;

namespace Notebook.Web.Storage;

/// <summary>Answers what is asked about all notebooks at once: lists, the trash, visits, search. Reads only. Owned by the store.</summary>
internal sealed class NotebookCatalog(NotebookDatabase database) : IDisposable
{
    /// <summary>What notebooks begin with, as of their last change; kept because a list of a thousand asks for all of them.</summary>
    private readonly ConcurrentDictionary<NotebookId, (DateTimeOffset ModifiedAt, string Preview)> _previews = [];

    /// <summary>One search reads every text there is: more at once would only wait for each other.</summary>
    private readonly SemaphoreSlim _searching = new(1, 1);

    public IReadOnlyList<NotebookSummary> List() => database.Read(lite =>
        (IReadOnlyList<NotebookSummary>)[.. Summaries(lite).Where(static summary => summary.TrashedAt is null).OrderByDescending(static summary => summary.ModifiedAt).Select(summary => WithPreview(lite, summary))]);

    public IReadOnlyList<NotebookSummary> ListTrash() => database.Read(lite =>
        (IReadOnlyList<NotebookSummary>)[.. Summaries(lite).Where(static summary => summary.TrashedAt is not null).OrderByDescending(static summary => summary.TrashedAt).Select(summary => WithPreview(lite, summary))]);

    public NotebookSummary? Find(NotebookId id) => database.Read(lite =>
        lite.GetCollection(DatabaseSchema.Notebooks).FindById(id.Value) is { } record ? WithPreview(lite, NotebookRecords.Summary(record)) : null);

    public IReadOnlyDictionary<NotebookId, DateTimeOffset> ListVisits(string personId) => database.Read(lite =>
        (IReadOnlyDictionary<NotebookId, DateTimeOffset>)lite.GetCollection(DatabaseSchema.Visits).Find(NotebookRecords.VisitsOf(personId))
            .ToDictionary(static record => new NotebookId(record["notebook"].AsString), static record => NotebookRecords.Time(record["at"])));

    public async Task<IReadOnlyList<NotebookMatch>> SearchAsync(NotebookQuery query, Func<NotebookId, bool> isVisible, CancellationToken cancellationToken)
    {
        if (query.IsEmpty)
            return [];

        await _searching.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => database.Read(lite => Search(lite, query, isVisible, cancellationToken)), cancellationToken);
        }
        finally
        {
            _searching.Release();
        }
    }

    public void Dispose() => _searching.Dispose();

    private static IReadOnlyList<NotebookMatch> Search(LiteDatabase lite, NotebookQuery query, Func<NotebookId, bool> isVisible, CancellationToken cancellationToken)
    {
        var notebooks = Summaries(lite).Where(summary => summary.TrashedAt is null && isVisible(summary.Id)).ToDictionary(static summary => summary.Id);
        var found = new Dictionary<NotebookId, List<(CellId CellId, string Line)>>();
        // Only the text of each record is read: its recent updates and metadata may be longer.
        foreach (var record in lite.GetCollection(DatabaseSchema.Cells).Query().Select("{ _id, text, deleted }").ToEnumerable().Where(static record => !NotebookRecords.IsDeleted(record)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var id = new NotebookId(record["_id"].AsString[..record["_id"].AsString.IndexOf('/')]);
            if (!notebooks.ContainsKey(id))
                continue;
            foreach (var line in query.LinesIn(record["text"].AsString))
            {
                if (!found.TryGetValue(id, out var lines))
                    found[id] = lines = [];
                lines.Add((NotebookRecords.CellIdOf(record), line));
            }
        }

        return
        [
            .. notebooks.Values.Where(notebook => query.IsInTitle(notebook.Title) || found.ContainsKey(notebook.Id))
                .OrderByDescending(notebook => query.IsInTitle(notebook.Title)).ThenByDescending(static notebook => notebook.ModifiedAt)
                .Take(NotebookQuery.MaxNotebooks)
                .Select(notebook => new NotebookMatch(notebook, InOrder(lite, notebook.Id, found.GetValueOrDefault(notebook.Id)))),
        ];
    }

    private static ImmutableArray<MatchingLine> InOrder(LiteDatabase lite, NotebookId id, List<(CellId CellId, string Line)>? lines)
    {
        if (lines is null)
            return [];

        var order = CellsOf(lite, id).Index().ToDictionary(static cell => cell.Item, static cell => cell.Index + 1);
        return
        [
            .. lines.Select(line => new MatchingLine(order.GetValueOrDefault(line.CellId), line.Line))
                .Where(static line => line.CellNumber > 0).OrderBy(static line => line.CellNumber).Take(NotebookQuery.MaxLines),
        ];
    }

    private NotebookSummary WithPreview(LiteDatabase lite, NotebookSummary summary)
    {
        if (!_previews.TryGetValue(summary.Id, out var known) || known.ModifiedAt != summary.ModifiedAt)
        {
            var cells = lite.GetCollection(DatabaseSchema.Cells);
            var sources = CellsOf(lite, summary.Id).Take(NotebookPreview.MaxCells)
                .Select(cellId => cells.FindById(NotebookRecords.IdOf(summary.Id, cellId))).OfType<BsonDocument>().Select(static record => record["text"].AsString);
            known = _previews[summary.Id] = (summary.ModifiedAt, NotebookPreview.Of(summary.Title, sources));
        }

        return summary with { Preview = known.Preview };
    }

    private static IEnumerable<CellId> CellsOf(LiteDatabase lite, NotebookId id) =>
        lite.GetCollection(DatabaseSchema.Layouts).FindById(id.Value) is { } layout
            ? layout["cells"].AsArray.Select(static cell => new CellId(cell.AsString)).Distinct()
            : [];

    private static IEnumerable<NotebookSummary> Summaries(LiteDatabase lite) => lite.GetCollection(DatabaseSchema.Notebooks).FindAll().Select(NotebookRecords.Summary);
}
