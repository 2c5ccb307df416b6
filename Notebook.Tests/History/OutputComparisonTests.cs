using Notebook.Protocol;
using Notebook.Tests.Components;
using Notebook.Tests.Sessions;
using Notebook.Web.Documents;
using Notebook.Web.History;

namespace Notebook.Tests.History;

public sealed class OutputComparisonTests
{
    [Fact]
    public void Compare_SameOutputs_Holds() => Assert.Equal((1, 0), Compare(Shows(ComponentTable.Stream("1\n")), Shows(ComponentTable.Stream("1\n", "of another run"))));

    [Theory]
    [InlineData("12:00", "12:01")]
    [InlineData("1\n", "1 \n")]
    [InlineData("a", "A")]
    public void Compare_OtherText_IsADifference(string was, string now)
    {
        var verdict = Assert.Single(OutputComparison.Compare(Of(Shows(ComponentTable.Stream(was))), Of(Shows(ComponentTable.Stream(now)))).Differing);

        Assert.Equal((1, was.TrimEnd('\n'), now.TrimEnd('\n')), (verdict.Number, verdict.Expected, verdict.Actual));
    }

    [Theory]
    [InlineData("""{"data":[{"y":[0.1,2],"uid":"a"}],"layout":{"title":"x"}}""", """{"data":[{"y":[0.10000000000000001,2.0],"uid":"b"}],"layout":{"title":"y"}}""", 0)]
    [InlineData("""{"data":[{"y":[1,2]}]}""", """{"data":[{"y":[1,3]}]}""", 1)]
    [InlineData("""{"data":[{"y":[1,2]}]}""", """{"data":[{"y":[1,2,3]}]}""", 1)]
    [InlineData("""{"data":[{"y":[1]}]}""", """{"data":[{"y":[1],"name":"n"}]}""", 1)]
    [InlineData("""{"data":[{"name":"a"}]}""", "broken", 1)]
    public void Compare_Charts_AreTheirData(string was, string now, int differing) => Assert.Equal((1, differing), Compare(Shows(Chart(was)), Shows(Chart(now))));

    [Fact]
    public void Compare_OtherPicture_IsADifference() => Assert.Equal((1, 1), Compare(Shows(Display(MimeTypes.Png, "AAAA")), Shows(Display(MimeTypes.Png, "BBBB"))));

    [Fact]
    public void Compare_TableOfTheSameText_Holds() => Assert.Equal((1, 0), Compare(Shows(Display(MimeTypes.Table, "{\"id\":1}")), Shows(Display(MimeTypes.Table, "{\"id\":2}"))));

    [Fact]
    public void Compare_SameError_Holds_AndAnotherEndDoesNot()
    {
        var failed = Shows(Error("Oops"));

        Assert.Equal((1, 0), Compare(failed, Shows(Error("Oops"))));
        Assert.Equal((1, 1), Compare(failed, Shows(Error("Other"))));
        Assert.Equal((1, 1), Compare(failed, Shows(ComponentTable.Stream("fine"))));
        Assert.Equal((1, 1), Compare(Shows(ComponentTable.Stream("fine")), failed));
    }

    [Fact]
    public void Compare_Volatile_OnlyHasToEndInTheSameWay()
    {
        var now = Shows(ComponentTable.Stream("12:00")) with { MetadataJson = """{"tags":["volatile"]}""" };

        Assert.Equal((1, 0), Compare(now, Shows(ComponentTable.Stream("12:01"))));
        Assert.Equal((1, 1), Compare(now, Shows(Error("Oops"))));
    }

    [Fact]
    public void Compare_NeverRun_IsNotCompared_AndOneThatDidNotRunNowDiffers()
    {
        Assert.Equal((0, 0), Compare(Cell, Shows(ComponentTable.Stream("1"))));
        Assert.Equal((1, 1), Compare(Shows(ComponentTable.Stream("1")), Shows(ComponentTable.Stream("1")) with { LastRun = null }));
    }

    private static Cell Cell => SessionTable.NotebookOf("1").Cells[0];

    private static Cell Shows(params CellOutput[] outputs) => Cell with { Outputs = [.. outputs], LastRun = ComponentTable.Ran(CellRunState.Succeeded) };

    private static DisplayOutput Chart(string figure) => Display(MimeTypes.Plotly, figure);

    private static DisplayOutput Display(string type, string content) => ComponentTable.Display(MimeBundle.Of(type, content, "as text"));

    private static ErrorCellOutput Error(string message) => new() { OutputId = "e", Error = new() { Name = "Exception", Message = message } };

    private static NotebookDocument Of(Cell cell) => SessionTable.NotebookOf("1") with { Cells = [cell] };

    private static (int Compared, int Differing) Compare(Cell was, Cell now)
    {
        var (compared, differing) = OutputComparison.Compare(Of(was), Of(now));
        return (compared, differing.Length);
    }
}
