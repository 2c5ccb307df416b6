using System.Text;
using System.Text.Json;
using Notebook.Protocol;
using Notebook.Web.Components.Outputs;
using Notebook.Web.Files;

namespace Notebook.Tests.Files;

public sealed class FilePreviewTests : IDisposable
{
    private readonly TemporaryFolder _root = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData("a,b\n1,x\n2,y\n", ',')]
    [InlineData("a;b\r\n1;x\r\n2;y", ';')]
    [InlineData("a\tb\n1\tx\n2\ty\n", '\t')]
    public async Task OfAsync_Csv_IsATableWithNumbers(string text, char separator)
    {
        var bundle = await OfAsync("data.csv", text);

        using var table = JsonDocument.Parse(bundle[MimeTypes.Table]!);
        Assert.Equal("""[{"name":"a","type":"number"},{"name":"b","type":"string"}]""", table.RootElement.GetProperty("columns").GetRawText());
        Assert.Equal("""[[1,"x"],[2,"y"]]""", table.RootElement.GetProperty("rows").GetRawText());
        Assert.Equal("2 rows × 2 columns", TablePage.Read(bundle[MimeTypes.Table]!)!.Words);
        Assert.Equal(separator, DelimitedText.SeparatorOf(text));
    }

    [Fact]
    public async Task OfAsync_CsvWithQuotesAndRaggedRows_ReadsThemAsSpreadsheetsDo()
    {
        var bundle = await OfAsync("data.csv", "name,note,id\n\"a, b\",\"say \"\"hi\"\"\nthere\",007\nshort\nlong,1,2,3,4\n");

        using var table = JsonDocument.Parse(bundle[MimeTypes.Table]!);
        Assert.Equal([["a, b", "say \"hi\"\nthere", "007"], ["short", "", ""], ["long", "1", "2"]],
            table.RootElement.GetProperty("rows").EnumerateArray().Select(static row => row.EnumerateArray().Select(static cell => cell.GetString()!).ToArray()));
    }

    [Fact]
    public async Task OfAsync_LargeCsv_ShowsTheFirstRows()
    {
        var bundle = await OfAsync("data.csv", "a,b\n" + string.Concat(Enumerable.Range(0, 200_000).Select(static i => $"{i},x\n")));

        Assert.Equal("1–10 of the first 1,000 rows × 2 columns; there are more", TablePage.Read(bundle[MimeTypes.Table]!)!.Words);
    }

    [Theory]
    [InlineData("data.json", """{"a":[1,2]}""", true)]
    [InlineData("data.json", """{"a":""", false)]
    [InlineData("notes.txt", "plain", false)]
    [InlineData("empty.json", "", false)]
    public async Task OfAsync_JsonAndText_AreTreeOrText(string name, string text, bool isTree)
    {
        var bundle = await OfAsync(name, text);

        Assert.Equal(isTree, bundle[MimeTypes.Json] is not null);
        Assert.NotEqual("", bundle.PlainText);
    }

    [Fact]
    public async Task OfAsync_Binary_SaysSo() => Assert.Equal("This file holds 3 bytes that are no text.", (await OfAsync("data.bin", "a\0b")).PlainText);

    [Theory]
    [InlineData("data.csv", "var data = DataFrame.LoadCsv(\"data.csv\");")]
    [InlineData("sub/winter-2025.csv", "var winter2025 = DataFrame.LoadCsv(\"sub/winter-2025.csv\");")]
    [InlineData("class.json", "var data = JsonNode.Parse(File.ReadAllText(\"class.json\"));")]
    [InlineData("a\"b\\c.txt", "var aBC = File.ReadAllLines(\"a\\\"b\\\\c.txt\");")]
    [InlineData("Photo 1.png", "var photo1 = SKBitmap.Decode(\"Photo 1.png\");")]
    [InlineData("it's.parquet", "query.CommandText = \"SELECT * FROM 'it''s.parquet' LIMIT 1000\";")]
    [InlineData("123", "var data = File.ReadAllBytes(\"123\");")]
    public void ReadingCode_ByKind_ReadsTheFile(string path, string line) =>
        Assert.Contains(line, ReadingCode.Of(FileArea.Notebook, path).Split('\n').Select(static l => l.TrimEnd('\r')));

    [Fact]
    public void ReadingCode_OfTheCommonFolder_SaysWhereItIs() =>
        Assert.Contains("DataFrame.LoadCsv(File.OpenRead(Path.Combine(Common.Path, \"a.csv\")), separator: ';')", ReadingCode.Of(FileArea.Common, "a.csv", ';'), StringComparison.Ordinal);

    private Task<MimeBundle> OfAsync(string name, string text)
    {
        File.WriteAllText(_root[name], text, new UTF8Encoding(false));
        return FilePreview.OfAsync(new FolderFiles(_root.Path, new FileSettings()), name, Stop);
    }
}
