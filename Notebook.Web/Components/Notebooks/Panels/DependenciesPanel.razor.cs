using Microsoft.AspNetCore.Components;
using Notebook.Web.Documents;
using Notebook.Web.Sessions;

namespace Notebook.Web.Components.Notebooks.Panels;

/// <summary>The panel of dependencies: which cell uses what of which, and the choice of what happens to stale cells.</summary>
public sealed partial class DependenciesPanel
{
    private static readonly (StaleMode Mode, string Name, string Words)[] Modes =
    [
        (StaleMode.Manual, "Manual", "Cells are not marked when code that they use changes."),
        (StaleMode.Mark, "Mark", "Cells are marked stale when something that they use has changed; “Run stale” runs them."),
        (StaleMode.Automatic, "Automatic", "Cells run again by themselves as soon as what they use has run."),
    ];

    private string? _problem;

    [Parameter, EditorRequired]
    public SessionSnapshot Snapshot { get; set; } = default!;

    [CascadingParameter]
    private NotebookView View { get; set; } = default!;

    private StaleMode Mode => StaleModes.Of(Snapshot.Document);

    private List<Row> Rows
    {
        get
        {
            var links = Snapshot.Links;
            var usedBy = links.Cells.SelectMany(static cell => cell.Value.Uses.Select(use => (use.CellId, By: cell.Key))).Distinct().ToLookup(static pair => pair.CellId, static pair => pair.By);
            var numbers = Snapshot.Document.Cells.Select(static (cell, index) => (cell.Id, Number: index + 1)).ToDictionary(static cell => cell.Id, static cell => cell.Number);
            List<Row> rows = [];
            foreach (var cell in Snapshot.Document.Cells)
            {
                if (links.Of(cell.Id) is not { } link)
                    continue;
                var uses = link.Uses.Where(use => numbers.ContainsKey(use.CellId)).GroupBy(static use => use.CellId).Select(group => new Link(numbers[group.Key], group.Key, string.Join(", ", group.Select(static use => use.Name)))).OrderBy(static one => one.Number).ToList();
                var users = usedBy[cell.Id].Where(numbers.ContainsKey).Select(id => new Link(numbers[id], id, "")).OrderBy(static one => one.Number).ToList();
                if (uses.Count > 0 || users.Count > 0)
                    rows.Add(new Row(cell.Id, numbers[cell.Id], cell.IsEdited ? "edited" : cell.IsStale ? "stale" : null, string.Join(", ", link.Defines.Concat(link.Makes).Distinct()), uses, users));
            }

            return rows;
        }
    }

    private async Task ChooseAsync(StaleMode mode) =>
        _problem = await View.History.ApplyAsync(new ChangeStaleMode(mode)) is OperationResult.Rejected rejected ? rejected.Message : null;

    private sealed record Row(CellId Id, int Number, string? Word, string Defines, List<Link> Uses, List<Link> UsedBy);

    private sealed record Link(int Number, CellId Id, string Names);
}
