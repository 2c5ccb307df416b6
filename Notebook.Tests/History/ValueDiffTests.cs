using Notebook.Protocol;
using Notebook.Tests.Components;
using Notebook.Tests.Sessions;
using Notebook.Web.Documents;
using Notebook.Web.History;
using Notebook.Web.Outputs;

namespace Notebook.Tests.History;

public sealed class ValueDiffTests
{
    [Theory]
    [InlineData("a b c", "a b c", "")]
    [InlineData("a b c", "a x c", "b>x")]
    [InlineData("a b", "a b c", "->c")]
    [InlineData("a b c", "c", "a>-, b>-")]
    [InlineData("a b c d", "x b y d", "a>x, c>y")]
    [InlineData("", "a", "->a")]
    public void Between_Values_StandSideBySideWhereTheyDiffer(string before, string after, string expected) =>
        Assert.Equal(expected, string.Join(", ", ValueDiff.Between(Of(before), Of(after)).Select(static pair => $"{Name(pair.Before)}>{Name(pair.After)}")));

    [Fact]
    public void Between_CellThatIsNotThere_ShowsTheOtherAlone()
    {
        Assert.Equal([new ValueDiff(null, Chart("a"))], ValueDiff.Between(null, Of("a")), static (x, y) => Name(x.After) == Name(y.After) && x.Before is null);
        Assert.Equal("a", Name(Assert.Single(ValueDiff.Between(Of("a"), null)).Before));
    }

    [Fact]
    public void Between_TextsAndInputs_AreLeftToTheLines() =>
        Assert.Empty(ValueDiff.Between(
            Cell(MimeBundle.Text("1"), MimeBundle.Of(MimeTypes.Input, "{\"value\":1}", "1")),
            Cell(MimeBundle.Text("2"), MimeBundle.Of(MimeTypes.Input, "{\"value\":2}", "2"))));

    [Fact]
    public void Hold_Values_AreAtHandUntilTheyAreLetGo()
    {
        var shown = new ShownValues();
        var opened = MimeBundle.Text("opened");
        shown.Add(opened);

        using (shown.Hold(Enumerable.Range(0, 100).Select(static number => Chart($"{number}"))))
            Assert.Equal(101, shown.All.Count);

        Assert.Equal([opened], shown.All);
    }

    private static MimeBundle Chart(string name) => MimeBundle.Of(MimeTypes.Plotly, $"{{\"name\":\"{name}\"}}", "a chart");

    private static string Name(MimeBundle? value) => value?[MimeTypes.Plotly]?.Split('"')[3] ?? "-";

    private static Cell Of(string names) => Cell([.. names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Chart)]);

    private static Cell Cell(params MimeBundle[] values) =>
        SessionTable.NotebookOf("1").Cells[0] with { Outputs = [.. values.Select(static (value, i) => ComponentTable.Display(value, $"o{i}"))] };
}
