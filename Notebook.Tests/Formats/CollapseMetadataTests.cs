using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Notebook.Web.Formats;

namespace Notebook.Tests.Formats;

/// <summary>Folded sources and outputs, as Jupyter's files say it.</summary>
public sealed class CollapseMetadataTests
{
    [Theory]
    [InlineData("""{}""", false, false)]
    [InlineData("""{"jupyter":{"source_hidden":true}}""", true, false)]
    [InlineData("""{"jupyter":{"outputs_hidden":true,"other":1}}""", false, true)]
    [InlineData("""{"collapsed":true}""", false, true)]
    [InlineData("""{"collapsed":false,"jupyter":{"source_hidden":"yes"}}""", false, false)]
    [InlineData("""{"jupyter":7}""", false, false)]
    public void Read_Metadata_SaysWhatIsHiddenAndComesBackUnchanged(string metadata, bool source, bool outputs)
    {
        var document = Read(metadata);

        Assert.Equal((source, outputs), (document.Cells[0].HidesSource, document.Cells[0].HidesOutputs));
        Assert.Equal(JsonNode.Parse(metadata)!.ToJsonString(), Written(document));
    }

    [Theory]
    [InlineData("""{"tags":["x"]}""", true, true, """{"tags":["x"],"collapsed":true,"jupyter":{"source_hidden":true,"outputs_hidden":true}}""")]
    [InlineData("""{"collapsed":true,"jupyter":{"outputs_hidden":true,"other":1}}""", false, false, """{"jupyter":{"other":1}}""")]
    [InlineData("""{"jupyter":{"source_hidden":true}}""", false, false, """{}""")]
    public void Write_Changed_SaysItInJupytersWords(string metadata, bool source, bool outputs, string expected)
    {
        var document = Read(metadata);

        document = document with { Cells = [document.Cells[0] with { HidesSource = source, HidesOutputs = outputs }] };

        Assert.Equal(expected, Written(document));
        Assert.Equal((source, outputs), (Read(Written(document)).Cells[0].HidesSource, Read(Written(document)).Cells[0].HidesOutputs));
    }

    private static Web.Documents.NotebookDocument Read(string metadata) => Assert.IsType<NotebookReadResult.Read>(NotebookReader.Read(
        "a.ipynb",
        Encoding.UTF8.GetBytes($$$"""{"cells":[{"cell_type":"code","id":"a","metadata":{{{metadata}}},"source":"1","outputs":[],"execution_count":null}],"metadata":{"kernelspec":{"name":".net-csharp","language":"C#","display_name":"x"}},"nbformat":4,"nbformat_minor":5}"""),
        new FakeTimeProvider())).Document;

    private static string Written(Web.Documents.NotebookDocument document) =>
        JsonNode.Parse(NotebookWriter.Write(document, NotebookFormat.Ipynb).Content.Span)!["cells"]![0]!["metadata"]!.ToJsonString();
}
