using System.Text.Json;
using Notebook.Protocol;
using Notebook.Web.Documents;

namespace Notebook.Tests.Formats;

public sealed class IpynbReaderTests
{
    private static NotebookDocument Notebook(string cells, string metadata = "{}") =>
        Reading.Document("a.ipynb", $$"""{"nbformat": 4, "nbformat_minor": 4, "metadata": {{metadata}}, "cells": [{{cells}}]}""");

    private static CellOutput Output(string output) =>
        Notebook($$"""{"cell_type": "code", "source": "x", "metadata": {}, "execution_count": 1, "outputs": [{{output}}]}""").Cells[0].Outputs[0];

    private static string Language(string cell, string metadata = "{}") => Notebook(cell, metadata).Cells[0].Language;

    [Theory]
    [InlineData("\"a\\nb\"")]
    [InlineData("[\"a\\n\", \"b\"]")]
    [InlineData("[\"a\\r\\nb\"]")]
    public void Read_SourceAsTextOrList_IsTheSame(string source) =>
        Assert.Equal("a\nb", Notebook($$"""{"cell_type": "code", "source": {{source}}, "metadata": {}, "outputs": []}""").Cells[0].Source);

    [Fact]
    public void Read_MissingFields_GetDefaults()
    {
        var document = Reading.Document("a.ipynb", """{"cells": [{}, {"cell_type": "markdown"}, {"outputs": [{"output_type": "stream"}, {"output_type": "error"}, {"output_type": "display_data"}]}]}""");

        Assert.Equal(["csharp", "markdown", "csharp"], document.Cells.Select(static cell => cell.Language));
        Assert.All(document.Cells, static cell => Assert.Equal("", cell.Source));
        Assert.Equal([typeof(StreamOutput), typeof(ErrorCellOutput), typeof(DisplayOutput)], document.Cells[2].Outputs.Select(static output => output.GetType()));
        Assert.Equal("a", document.Title);
    }

    [Fact]
    public void Read_ValidUniqueIds_AreKeptAndOthersReplaced()
    {
        var document = Notebook("""{"id": "one"}, {"id": "one"}, {"id": "not valid"}, {"id": "two"}, {"id": 5}""");

        Assert.Equal("one", document.Cells[0].Id.Value);
        Assert.Equal("two", document.Cells[3].Id.Value);
        Assert.Equal(5, document.Cells.Select(static cell => cell.Id).Distinct().Count());
    }

    [Theory]
    [InlineData("{}", "csharp")]
    [InlineData("""{"kernelspec": {"language": "C#", "name": ".net-csharp"}}""", "csharp")]
    [InlineData("""{"kernelspec": {"language": "F#"}}""", "fsharp")]
    [InlineData("""{"kernelspec": {"name": ".net-powershell"}}""", "pwsh")]
    [InlineData("""{"kernelspec": {"name": "", "language": ""}}""", "csharp")]
    [InlineData("""{"kernelspec": {"name": "python3", "language": "python"}}""", "python")]
    [InlineData("""{"kernelspec": {"language": "C#"}, "polyglot_notebook": {"kernelInfo": {"defaultKernelName": "fsharp"}}}""", "fsharp")]
    [InlineData("""{"kernelspec": {"language": "C#"}, "polyglot_notebook": {"defaultKernelName": "fsharp"}}""", "fsharp")]
    [InlineData("""{"kernelspec": {"language": "C#"}, "dotnet_interactive": {"defaultKernelName": "f#"}}""", "fsharp")]
    [InlineData("""{"kernelInfo": {"defaultKernelName": "pwsh"}, "polyglot_notebook": {"defaultKernelName": "fsharp"}}""", "pwsh")]
    public void Read_NotebookMetadata_DecidesTheDefaultLanguage(string metadata, string expected) => Assert.Equal(expected, Language("{}", metadata));

    [Theory]
    [InlineData("""{"metadata": {"dotnet_interactive": {"language": "F#"}}}""", "fsharp")]
    [InlineData("""{"metadata": {"polyglot_notebook": {"kernelName": "pwsh"}, "dotnet_interactive": {"language": "fsharp"}}}""", "pwsh")]
    [InlineData("""{"metadata": {"dotnet_interactive": {"language": "csharp"}}, "source": "#!fsharp\nlet x = 1"}""", "fsharp")]
    [InlineData("""{"metadata": {"dotnet_interactive": {"language": 5}}}""", "csharp")]
    public void Read_CellMetadataAndFirstLine_DecideTheCellsLanguage(string cell, string expected) => Assert.Equal(expected, Language(cell));

    [Fact]
    public void Read_FirstLineSelector_IsStripped() => Assert.Equal("let x = 1", Notebook("""{"source": ["#!fsharp\n", "let x = 1"]}""").Cells[0].Source);

    [Theory]
    [InlineData("#!time\\n1")]
    [InlineData("1\\n#!fsharp\\n2")]
    [InlineData("#!markdown\\n# Text shown by code")]
    public void Read_OtherDirectives_StayInTheSource(string source)
    {
        var cell = Notebook($$"""{"source": "{{source}}"}""").Cells[0];

        Assert.Equal("csharp", cell.Language);
        Assert.Equal(source.Replace("\\n", "\n", StringComparison.Ordinal), cell.Source);
    }

    [Fact]
    public void Read_PythonLabelOverCSharpCells_IsCSharp() =>
        Assert.Equal(
            ["csharp", "csharp"],
            Notebook("""{"source": "1"}, {"metadata": {"dotnet_interactive": {"language": "csharp"}}}""", """{"kernelspec": {"name": "python3", "language": "python"}}""")
                .Cells.Select(static cell => cell.Language));

    [Fact]
    public void Read_RawCellAndAttachments_AreKept()
    {
        var document = Notebook("""{"cell_type": "raw", "source": "r", "metadata": {"format": "text/latex"}}, {"cell_type": "markdown", "attachments": {"a.png": {"image/png": "AAAA"}}}""");

        Assert.Equal([CellKind.Markdown, CellKind.Markdown], document.Cells.Select(static cell => cell.Kind));
        Assert.Equal("""{"cell_type":"raw"}""", document.Cells[0].FileFieldsJson);
        Assert.Equal("""{"format":"text/latex"}""", document.Cells[0].MetadataJson);
        Assert.Equal("""{"attachments":{"a.png":{"image/png":"AAAA"}}}""", document.Cells[1].FileFieldsJson);
    }

    [Fact]
    public void Read_TitleInMetadata_WinsOverTheFileName() => Assert.Equal("Lesson", Notebook("", """{"title": "Lesson"}""").Title);

    [Fact]
    public void Read_Streams_KeepNameAndText()
    {
        var output = Assert.IsType<StreamOutput>(Output("""{"output_type": "stream", "name": "stderr", "text": ["a\r\n", "b"]}"""));

        Assert.Equal(StreamName.Error, output.Stream);
        Assert.Equal("a\r\nb", output.Text.HeadText);
    }

    [Fact]
    public void Read_DisplayData_KeepsEveryFormAndItsMetadata()
    {
        var output = Assert.IsType<DisplayOutput>(Output(
            """{"output_type": "display_data", "data": {"text/html": ["<b>\n", "</b>"], "application/json": {"a": [1, 2.50]}, "image/png": "AAAA", "application/vnd.plotly.v1+json": {"data": []}}, "metadata": {"image/png": {"width": 5}}}"""));

        Assert.False(output.IsResult);
        Assert.Equal("<b>\n</b>", output.Data[MimeTypes.Html]);
        Assert.Equal("""{"a":[1,2.50]}""", output.Data[MimeTypes.Json]);
        Assert.Equal("""{"data":[]}""", output.Data[MimeTypes.Plotly]);
        Assert.Equal("AAAA", output.Data[MimeTypes.Png]);
        Assert.Equal("""{"image/png":{"width":5}}""", output.MetadataJson);
        Assert.Null(output.FileFieldsJson);
    }

    [Fact]
    public void Read_ExecuteResult_IsAResult() => Assert.True(Assert.IsType<DisplayOutput>(Output("""{"output_type": "execute_result", "execution_count": 1, "data": {"text/plain": "2"}}""")).IsResult);

    [Fact]
    public void Read_CompilerError_HasItsDiagnostics()
    {
        var output = Assert.IsType<ErrorCellOutput>(Output(
            """{"output_type": "error", "ename": "Error", "evalue": "(27,9): error CS0200: It is read only\n(28,1): error CS1002: ; expected", "traceback": ["(27,9): error CS0200: It is read only"]}"""));

        Assert.Equal("CS0200", output.Error.Name);
        Assert.Equal("It is read only", output.Error.Message);
        Assert.Equal([(27, 9, "CS0200"), (28, 1, "CS1002")], output.Error.Diagnostics.Select(static d => (d.StartLine, d.StartColumn, d.Id)));
        Assert.Equal("""["(27,9): error CS0200: It is read only"]""", output.TracebackJson);
    }

    [Fact]
    public void Read_TracebackWithoutText_IsAnErrorWithoutPlaces()
    {
        var output = Assert.IsType<ErrorCellOutput>(Output("""{"output_type": "error", "ename": "Error", "evalue": "boom", "traceback": [null]}"""));

        Assert.Equal("boom", output.Error.Message);
        Assert.Equal("[null]", output.TracebackJson);
    }

    [Fact]
    public void Read_CompilerErrorOfSeveralLines_KeepsThemTogether()
    {
        var output = Assert.IsType<ErrorCellOutput>(Output("""{"output_type": "error", "ename": "Error", "evalue": "(1,2): error CS0001: first\nmore\n(3,4): warning CS0002: second", "traceback": []}"""));

        Assert.Equal([("first\nmore", false), ("second", true)], output.Error.Diagnostics.Select(static d => (d.Message, d.IsWarning)));
    }

    [Theory]
    [InlineData("Error", "System.InvalidOperationException: boom\\n   at Submission#4.<Initialize>()", "System.InvalidOperationException", "boom")]
    [InlineData("Error", "Command cancelled.", "Error", "Command cancelled.")]
    [InlineData("ValueError", "no", "ValueError", "no")]
    [InlineData("", "", "Error", "")]
    public void Read_OtherErrors_HaveNameAndMessage(string name, string value, string expectedName, string expectedMessage)
    {
        var output = Assert.IsType<ErrorCellOutput>(Output($$"""{"output_type": "error", "ename": "{{name}}", "evalue": "{{value}}", "traceback": []}"""));

        Assert.Equal((expectedName, expectedMessage), (output.Error.Name, output.Error.Message));
        Assert.False(output.Error.IsCompilation);
    }

    [Fact]
    public void Read_FramesThatNameCells_FindThem()
    {
        var document = Notebook(
            """{"id": "first"}, {"id": "second", "outputs": [{"output_type": "error", "ename": "E", "evalue": "v", "traceback": ["E: v", "   at Half(int n) in cell 1, line 7", "   at cell 2, line 1", "   at cell 3, line 1", "   at System.Linq.Enumerable.First()"]}]}""");

        var error = Assert.IsType<ErrorCellOutput>(document.Cells[1].Outputs[0]).Error;
        Assert.Equal([("Half(int n)", "first", 7), ("", "second", 1), ("cell 3, line 1", null, null), ("System.Linq.Enumerable.First()", null, null)], error.Frames.Select(static frame => (frame.Method, frame.SourceName, frame.Line)));
    }

    [Fact]
    public void Read_UnknownOutputType_IsKeptWhole()
    {
        var output = Assert.IsType<DisplayOutput>(Output("""{"output_type": "hologram", "depth": 3}"""));

        Assert.Contains("hologram", output.Data.PlainText, StringComparison.Ordinal);
        Assert.Equal("""{"depth":3,"output_type":"hologram"}""", output.FileFieldsJson);
    }

    [Fact]
    public void Read_HalfASurrogatePair_BecomesTheReplacementCharacter() =>
        Assert.Equal("a\uFFFDb \uD83D\uDE00 \\ud83d", Notebook("""{"source": "a\ud83db \ud83d\ude00 \\ud83d"}""").Cells[0].Source);

    [Theory]
    [MemberData(nameof(SharedNotebooks.Names), MemberType = typeof(SharedNotebooks))]
    public void Read_SharedNotebook_HasEveryCell(string name)
    {
        var content = SharedNotebooks.Read(name);

        var document = Reading.Document(name, content);

        var text = System.Text.Encoding.UTF8.GetString(content);
        var expected = name.EndsWith(".dib", StringComparison.Ordinal)
            ? text.Split('\n').Count(static line => line is "#!csharp" or "#!markdown")
            : JsonDocument.Parse(content).RootElement.GetProperty("cells").GetArrayLength();
        Assert.Equal(expected, document.Cells.Count);
        Assert.All(document.Cells, static cell => Assert.True(cell.Language is "csharp" or "markdown"));
    }
}
