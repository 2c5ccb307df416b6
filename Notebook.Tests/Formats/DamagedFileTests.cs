using System.Text;
using Notebook.Web.Documents;
using Notebook.Web.Formats;

namespace Notebook.Tests.Formats;

/// <summary>What can't be read is refused with a sentence that names the fault and its place.</summary>
public sealed class DamagedFileTests
{
    [Theory]
    [InlineData("", "It is empty.")]
    [InlineData(" \n\t", "It is empty.")]
    [InlineData("[]", "not a notebook")]
    [InlineData("{}", "no \"cells\"")]
    [InlineData("{\"cells\": 5}", "\"cells\" are not a list")]
    [InlineData("{\"cells\": [{}, 5]}", "Cell 2 is not a JSON object")]
    [InlineData("{\"nbformat\": 3, \"worksheets\": []}", "nbformat 3")]
    [InlineData("{\"nbformat\": 5, \"cells\": []}", "newer than this server")]
    [InlineData("{\"nbformat\": \"x\", \"cells\": []}", "\"nbformat\" is not a number")]
    [InlineData("{\"cells\": [],\n\"metadata\": }", "error at line 2, column 13")]
    [InlineData("{\"cells\": [],\n\"metadata\": {", "cut off")]
    [InlineData("{\"cells\": [{\"source\": \"var x", "ends too early, at line 1")]
    [InlineData("{\"cells\": [{\"source\": 5}]}", "Cell 1 is damaged: its \"source\" is not text or a list of texts")]
    [InlineData("{\"cells\": [{}, {\"source\": [5]}]}", "Cell 2 is damaged: its \"source\"")]
    [InlineData("{\"cells\": [{\"metadata\": []}]}", "Cell 1 is damaged: its \"metadata\" is not a JSON object")]
    [InlineData("{\"cells\": [{\"outputs\": {}}]}", "Cell 1 is damaged: its \"outputs\" is not a list")]
    [InlineData("{\"cells\": [{\"outputs\": [null]}]}", "Cell 1, output 1 is not a JSON object")]
    [InlineData("{\"cells\": [{\"outputs\": [{\"output_type\": \"stream\", \"text\": {}}]}]}", "Cell 1, output 1 is damaged: its \"text\"")]
    [InlineData("{\"cells\": [{\"outputs\": [{\"output_type\": \"error\", \"traceback\": [1]}]}]}", "Cell 1, output 1 is damaged: its \"traceback\"")]
    [InlineData("{\"cells\": [], \"metadata\": 1}", "The notebook is damaged: its \"metadata\"")]
    public void Read_DamagedIpynb_NamesTheFault(string content, string expected)
    {
        var reason = Reading.Refusal("folder/lesson.ipynb", content);

        Assert.StartsWith("lesson.ipynb can't be read. ", reason, StringComparison.Ordinal);
        Assert.Contains(expected, reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TooDeepJson_SaysSo()
    {
        var deep = string.Concat("{\"cells\": [], \"metadata\": {\n\"a\": ", new string('[', 5000), new string(']', 5000), "}}");

        Assert.Contains("more than 128 levels deep at line 2", Reading.Refusal("a.ipynb", deep), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_DepthWithinTheLimit_IsRead() =>
        Assert.Single(Reading.Document("a.ipynb", $"{{\"cells\": [{{}}], \"metadata\": {{\"a\": {new string('[', 120)}{new string(']', 120)}}}}}").Cells);

    [Theory]
    [InlineData("a.ipynb")]
    [InlineData("a.dib")]
    public void Read_BinaryFile_NamesTheLine(string name) =>
        Assert.Contains("binary file", Reading.Refusal(name, new byte[] { 0x50, 0x4B, 0x0A, 0x00, 0x01 }), StringComparison.Ordinal);

    [Theory]
    [InlineData("a.ipynb")]
    [InlineData("a.dib")]
    public void Read_Latin1Text_NamesLineAndByte(string name) =>
        Assert.Contains("line 2 has the byte 0xE9", Reading.Refusal(name, Encoding.Latin1.GetBytes("#!markdown\ncafé au lait")), StringComparison.Ordinal);

    [Fact]
    public void Read_LargerThanTheLimit_SaysBothSizes() =>
        Assert.Equal(
            "big.ipynb is too large: 50.5 MB, and the limit is 50 MB. Clear its outputs where it came from, then try again.",
            Reading.Refusal("big.ipynb", new byte[NotebookReader.MaxBytes + 512 * 1024]));

    [Fact]
    public void Read_SmallFileThatWouldGrowLarge_IsRefused()
    {
        static string Many(string item, int count) => string.Join(',', Enumerable.Repeat(item, count));

        Assert.Contains("It has 20,001 cells, and the limit is 20,000.", Reading.Refusal("a.ipynb", $"{{\"cells\": [{Many("{}", 20_001)}]}}"), StringComparison.Ordinal);
        Assert.Contains("It has 100,001 outputs, and the limit is 100,000.", Reading.Refusal("a.ipynb", $"{{\"cells\": [{{\"outputs\": [{Many("{}", 100_001)}]}}]}}"), StringComparison.Ordinal);
        Assert.Contains("more than 10 million JSON values", Reading.Refusal("a.ipynb", $"{{\"cells\": [], \"x\": [{Many("1", 10_000_000)}]}}"), StringComparison.Ordinal);
        Assert.Contains("more than 20,000 cells", Reading.Refusal("a.dib", string.Concat(Enumerable.Repeat("#!md\na\n", 20_001))), StringComparison.Ordinal);
        Assert.Contains("more than 1,000,000 lines", Reading.Refusal("a.dib", new string('\n', 1_000_001)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("notes.txt")]
    [InlineData("page.html")]
    [InlineData("program.cs")]
    [InlineData("ipynb")]
    [InlineData("")]
    public void Read_OtherExtension_SaysWhichAreRead(string name) => Assert.Contains("Choose an .ipynb, .dib or .md file.", Reading.Refusal(name, "x"), StringComparison.Ordinal);

    public static TheoryData<string, Encoding> Encodings => new()
    {
        { "a.dib", new UTF8Encoding(true) },
        { "a.dib", Encoding.Unicode },
        { "a.dib", Encoding.BigEndianUnicode },
        { "a.ipynb", new UTF8Encoding(true) },
        { "a.ipynb", Encoding.Unicode },
        { "a.ipynb", Encoding.BigEndianUnicode },
    };

    [Theory]
    [MemberData(nameof(Encodings), DisableDiscoveryEnumeration = true)]
    public void Read_EncodingWithMark_IsRead(string name, Encoding encoding)
    {
        var content = name == "a.dib" ? "#!markdown\n\nżółw 🐢\n" : """{"cells": [{"cell_type": "markdown", "source": "żółw 🐢"}]}""";

        var cell = Assert.Single(Reading.Document(name, (byte[])[.. encoding.GetPreamble(), .. encoding.GetBytes(content)]).Cells);

        Assert.Equal((CellKind.Markdown, "żółw 🐢"), (cell.Kind, cell.Source));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_Utf16WithoutMark_IsRead(bool bigEndian) =>
        Assert.Equal("1 + 1", Assert.Single(Reading.Document("a.ipynb", new UnicodeEncoding(bigEndian, byteOrderMark: false).GetBytes("""{"cells": [{"cell_type": "code", "source": "1 + 1"}]}""")).Cells).Source);

    [Fact]
    public void Read_ZipArchiveWithANotebooksName_SaysWhatItIs()
    {
        using var file = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(file, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = new StreamWriter(zip.CreateEntry("a.ipynb").Open()))
            entry.Write("{}");

        Assert.Equal("lesson.ipynb can't be read. It is a zip archive. Unpack it, then choose the notebook inside.", Reading.Refusal("lesson.ipynb", file.ToArray()));
    }

    [Fact]
    public void Read_OddUtf16_SaysSo() => Assert.Contains("begins like UTF-16", Reading.Refusal("a.dib", new byte[] { 0xFF, 0xFE, 0x41 }), StringComparison.Ordinal);
}
