using Notebook.Tests.Components;
using Notebook.Tests.Sessions;
using Notebook.Web.Collaboration;
using Notebook.Web.Documents;
using Notebook.Web.History;

namespace Notebook.Tests.History;

public sealed class DocumentDiffTests
{
    private static readonly NotebookDocument Before = SessionTable.NotebookOf("one", "two", "three");

    [Fact]
    public void Between_SameState_IsEmpty() => Assert.True(DocumentDiff.Between(Before, Before with { ModifiedAt = SessionTable.Noon.AddDays(1) }).IsEmpty);

    [Fact]
    public void Between_EditedCell_ShowsTheLinesThatDiffer()
    {
        var after = Before.With(Before.Cells[1] with { Text = TextDocument.Of("two\nand more") });

        var diff = Assert.Single(DocumentDiff.Between(Before, after).Cells);

        Assert.Equal("Cell 2", diff.Words);
        Assert.Equal([new(DiffLineKind.Same, "two", "two"), new(DiffLineKind.Added, null, "and more")], diff.Source);
        Assert.Empty(diff.Output);
    }

    [Fact]
    public void Between_DeletedAndNewCells_StandWhereTheyStood()
    {
        var after = Before with { Cells = [Before.Cells[0] with { Text = TextDocument.Of("ONE") }, New("new"), Before.Cells[2]] };

        Assert.Equal(["Cell 1", "Cell 2, deleted", "Cell 2, new"], DocumentDiff.Between(Before, after).Cells.Select(static cell => cell.Words));
    }

    [Fact]
    public void Between_OutputsOnly_ShowsThoseAndNoSource()
    {
        var before = Before.With(Before.Cells[0] with { Outputs = [ComponentTable.Stream("1\n2\n")] });
        var after = Before.With(Before.Cells[0] with { Outputs = [ComponentTable.Stream("1\n3\n", "another")] });

        var diff = Assert.Single(DocumentDiff.Between(before, after).Cells);

        Assert.Empty(diff.Source);
        Assert.Equal([new(DiffLineKind.Same, "1", "1"), new(DiffLineKind.Changed, "2", "3")], diff.Output);
    }

    [Fact]
    public void Between_ChartThatReadsTheSame_HasBothToLookAt()
    {
        var before = Before.With(Before.Cells[0] with { Outputs = [ComponentTable.Display(Protocol.MimeBundle.Of(Protocol.MimeTypes.Plotly, "{\"data\":[1]}", "a chart"))] });
        var after = Before.With(Before.Cells[0] with { Outputs = [ComponentTable.Display(Protocol.MimeBundle.Of(Protocol.MimeTypes.Plotly, "{\"data\":[2]}", "a chart"))] });

        var diff = Assert.Single(DocumentDiff.Between(before, after).Cells);

        Assert.Empty(diff.Output);
        Assert.False(diff.ChangesOther);
        var value = Assert.Single(diff.Values);
        Assert.Equal(("{\"data\":[1]}", "{\"data\":[2]}"), (value.Before![Protocol.MimeTypes.Plotly], value.After![Protocol.MimeTypes.Plotly]));
        Assert.True(DocumentDiff.Between(before, before).IsEmpty);
    }

    [Fact]
    public void Between_OtherTitle_SaysBoth() => Assert.Equal(("Test", "Other"), DocumentDiff.Between(Before, Before with { Title = "Other" }).Title);

    [Fact]
    public void SideBySide_LongTexts_LeaveOutWhatIsTheSame()
    {
        var lines = Enumerable.Range(1, 100).Select(static n => $"line {n}").ToList();
        var before = string.Join('\n', lines);
        lines[49] = "changed";

        var diff = TextDiff.SideBySide(before, string.Join('\n', lines));

        Assert.Equal([DiffLineKind.LeftOut, DiffLineKind.Same, DiffLineKind.Same, DiffLineKind.Same, DiffLineKind.Changed, DiffLineKind.Same, DiffLineKind.Same, DiffLineKind.Same, DiffLineKind.LeftOut], diff.Select(static line => line.Kind));
        Assert.Equal((46, 47), (diff[0].Count, diff[^1].Count));
    }

    [Fact]
    public void SideBySide_HugeTexts_AreCutAndSaySo()
    {
        var huge = string.Concat(Enumerable.Range(0, 50_000).Select(static n => $"{n}\n"));

        var diff = TextDiff.SideBySide(huge, "x" + huge);

        Assert.True(diff.Length < 20);
        Assert.Equal(DiffLineKind.Changed, diff[0].Kind);
    }

    private static Cell New(string source) => new() { Id = CellId.New(), Kind = CellKind.Code, Language = "csharp", Text = TextDocument.Of(source) };
}
