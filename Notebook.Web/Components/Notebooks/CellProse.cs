using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components;
using Notebook.Web.Components.Outputs;
using Notebook.Web.Documents;

namespace Notebook.Web.Components.Notebooks;

/// <summary>Text cells' Markdown as HTML: rendered once for all who read the same state of a cell, and kept as long as that state is.</summary>
internal sealed class CellProse(MarkdownRenderer markdown)
{
    private readonly ConditionalWeakTable<Cell, Rendered> _kept = [];

    /// <param name="cell">A text cell.</param>
    /// <param name="notebookId">Where its pictures are. A copy of a notebook may share its cells, not their addresses.</param>
    public MarkupString Of(Cell cell, NotebookId notebookId)
    {
        if (_kept.TryGetValue(cell, out var kept) && kept.NotebookId == notebookId)
            return kept.Html;
        var rendered = new Rendered(notebookId, (MarkupString)markdown.Render(cell.Source, name => PictureEndpoint.AddressOf(notebookId, cell.Id, name)));
        _kept.AddOrUpdate(cell, rendered);
        return rendered.Html;
    }

    private sealed record Rendered(NotebookId NotebookId, MarkupString Html);
}
