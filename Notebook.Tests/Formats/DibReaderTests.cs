using Notebook.Web.Documents;

namespace Notebook.Tests.Formats;

public sealed class DibReaderTests
{
    private static List<(string Language, string Source)> Cells(string content) =>
        [.. Reading.Document("lesson.dib", content).Cells.Select(static cell => (cell.Language, cell.Source))];

    [Fact]
    public void Read_CellsOfSeveralLanguages_KeepsOrderAndSources()
    {
        var document = Reading.Document("lesson 1.dib", "#!markdown\n\n# Title\n\n#!csharp\n\nvar x = 1;\n\nx\n\n#!fsharp\n\nlet y = 2\n");

        Assert.Equal("lesson 1", document.Title);
        Assert.Equal([CellKind.Markdown, CellKind.Code, CellKind.Code], document.Cells.Select(static cell => cell.Kind));
        Assert.Equal(["markdown", "csharp", "fsharp"], document.Cells.Select(static cell => cell.Language));
        Assert.Equal(["# Title", "var x = 1;\n\nx", "let y = 2"], document.Cells.Select(static cell => cell.Source));
    }

    [Theory]
    [InlineData("#!C#", "csharp")]
    [InlineData("#!c#", "csharp")]
    [InlineData("#!f#", "fsharp")]
    [InlineData("#!powershell", "pwsh")]
    [InlineData("#!js", "javascript")]
    [InlineData("#!md", "markdown")]
    [InlineData("#!csharp  ", "csharp")]
    public void Read_Alias_BecomesTheCanonicalName(string mark, string language) =>
        Assert.Equal([(language, "content")], Cells($"{mark}\n\ncontent\n"));

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Read_AnyLineEnds_GivesTheSameCells(string lineEnd) =>
        Assert.Equal(
            [("markdown", "a\nb"), ("csharp", "1\n2")],
            Cells("#!markdown\n\na\nb\n\n#!csharp\n\n1\n2\n".Replace("\n", lineEnd, StringComparison.Ordinal)));

    [Theory]
    [InlineData("#!connect signalr --kernel-name csharp")]
    [InlineData("#!time")]
    [InlineData("#!sql-sales")]
    [InlineData(" #!csharp")]
    [InlineData("#!csharp // not alone on its line")]
    [InlineData("#!meta")]
    public void Read_OtherDirectives_StayInTheCell(string line) =>
        Assert.Equal([("csharp", $"var a = 1;\n{line}\na")], Cells($"#!csharp\n\nvar a = 1;\n{line}\na\n"));

    [Fact]
    public void Read_MetaWithDefaultAndOwnKernels_AppliesThem()
    {
        const string Meta = """{"kernelInfo":{"defaultKernelName":"fsharp","items":[{"name":"sql-sales","aliases":["sales"]},{"name":"fsharp"}]},"author":"Ann"}""";

        var document = Reading.Document("a.dib", $"#!meta\n\n{Meta}\n\n#!sales\n\nselect 1\n\n#!sql-sales\n\nselect 2\n");

        Assert.Equal(Meta, document.MetadataJson);
        Assert.Equal(["sql-sales", "sql-sales"], document.Cells.Select(static cell => cell.Language));
        Assert.Equal(["select 1", "select 2"], document.Cells.Select(static cell => cell.Source));
    }

    [Fact]
    public void Read_MetaAlone_IsOneEmptyCellOfItsDefaultLanguage() =>
        Assert.Equal([("fsharp", "")], Cells("""
            #!meta
            {"kernelInfo":{"defaultKernelName":"f#"}}
            """));

    [Fact]
    public void Read_TextBeforeTheFirstMark_IsCSharp() => Assert.Equal([("csharp", "1+1"), ("markdown", "a")], Cells("\n1+1\n#!markdown\na"));

    [Theory]
    [InlineData("")]
    [InlineData("\n \n")]
    [InlineData("#!csharp\n\n#!markdown\n\n")]
    public void Read_NothingInside_IsOneEmptyCell(string content) => Assert.Single(Cells(content), cell => cell.Source.Length == 0);

    [Fact]
    public void Read_DamagedMeta_NamesTheLine()
    {
        var reason = Reading.Refusal("a.dib", "\n#!meta\n\n{\"kernelInfo\": oops}\n\n#!csharp\n1");

        Assert.StartsWith("a.dib can't be read. ", reason, StringComparison.Ordinal);
        Assert.Contains("error at line 4, column 16", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MetaThatIsNoObject_NamesTheLine() => Assert.Contains("block at line 1", Reading.Refusal("a.dib", "#!meta\n[1]\n"), StringComparison.Ordinal);
}
