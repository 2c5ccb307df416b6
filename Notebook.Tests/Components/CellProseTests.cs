using Notebook.Tests.Sessions;
using Notebook.Web.Components.Notebooks;
using Notebook.Web.Components.Outputs;
using Notebook.Web.Documents;

namespace Notebook.Tests.Components;

public sealed class CellProseTests
{
    private readonly CellProse _prose = new(new MarkdownRenderer());
    private readonly Cell _cell = SessionTable.NotebookOf("# Head\n\n![x](attachment:a.png)").Cells[0];

    [Fact]
    public void Of_SameStateOfACell_IsRenderedOnceForAll() =>
        Assert.Same(_prose.Of(_cell, new NotebookId("one")).Value, _prose.Of(_cell, new NotebookId("one")).Value);

    [Fact]
    public void Of_OtherText_IsRenderedAnew()
    {
        _ = _prose.Of(_cell, new NotebookId("one"));

        Assert.Contains("Foot", _prose.Of(_cell with { Text = new() { Text = "# Foot", Version = 1 } }, new NotebookId("one")).Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_CellSharedWithACopy_HasThePicturesOfItsOwnNotebook()
    {
        _ = _prose.Of(_cell, new NotebookId("one"));

        var copy = _prose.Of(_cell, new NotebookId("two")).Value;

        Assert.Contains("/n/two/", copy, StringComparison.Ordinal);
        Assert.DoesNotContain("/n/one/", copy, StringComparison.Ordinal);
    }
}
