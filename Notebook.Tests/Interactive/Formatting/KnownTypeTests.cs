using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Notebook.Interactive;
using Notebook.Interactive.Formatting;
using Notebook.Protocol;
using Notebook.Tests.Interactive.Fakes;

namespace Notebook.Tests.Interactive.Formatting;

public sealed class KnownTypeTests
{
    [Fact]
    public void Format_Lazy_IsNotMadeByLooking()
    {
        var made = 0;
        var lazy = new Lazy<int>(() => ++made);

        Assert.Contains("IsValueCreated = False", ValueFormatter.Format(lazy).PlainText, StringComparison.Ordinal);
        Assert.Equal(0, made);
        Assert.Equal(1, lazy.Value);
        Assert.Contains("Value = 1", ValueFormatter.Format(lazy).PlainText, StringComparison.Ordinal);
    }

    [Fact]
    public void Format_AsyncSequence_SaysHowToReadIt()
    {
        static async IAsyncEnumerable<int> Numbers()
        {
            await Task.Yield();
            yield return 1;
        }

        Assert.Equal("IAsyncEnumerable<int>: not read; await foreach reads it, and await source.ToListAsync() shows it", ValueFormatter.Format(Numbers()).PlainText);
    }

    [Fact]
    public void Format_RunningTask_ShowsItsStatusAndDoesNotWait() =>
        Assert.Contains("WaitingForActivation", ValueFormatter.Format(new TaskCompletionSource<int>().Task).PlainText, StringComparison.Ordinal);

    [Fact]
    public void Format_Memory_IsItsItems()
    {
        Assert.Equal("[ 1, 2 ]", ValueFormatter.Format(new Memory<int>([1, 2])).PlainText);
        Assert.Equal("abc", ValueFormatter.Format("abc".AsMemory()).PlainText);
        Assert.EndsWith("... (900 more) ]", ValueFormatter.Format(new ReadOnlyMemory<int>(new int[1_000])).PlainText, StringComparison.Ordinal);
        Assert.StartsWith("00000000  01 02", ValueFormatter.Format(new ReadOnlyMemory<byte>([1, 2])).PlainText, StringComparison.Ordinal);
    }

    [Fact]
    public void Format_Xml_IsIndentedText()
    {
        var document = new XmlDocument();
        document.LoadXml("<a><b>1</b></a>");

        Assert.Equal("<a>\n  <b>1</b>\n</a>", ValueFormatter.Format(document).PlainText.ReplaceLineEndings("\n"));
        Assert.Equal("<b>1</b>", ValueFormatter.Format(document.DocumentElement!.FirstChild).PlainText);
        Assert.Equal("<a />", ValueFormatter.Format(new XElement("a")).PlainText);
    }

    [Fact]
    public void Format_Matches_ShowTheirText()
    {
        Assert.Contains("ab", ValueFormatter.Format(Regex.Match("xaby", "ab")).PlainText, StringComparison.Ordinal);
        Assert.NotNull(ValueFormatter.Format(Regex.Matches("a1b2", "[a-z]([0-9])"))[MimeTypes.Table]);
    }

    [Fact]
    public void Format_MembersOfTypes_AreTheirSignature()
    {
        Assert.Equal("Int32 Parse(System.String)", ValueFormatter.Format(typeof(int).GetMethod("Parse", [typeof(string)])).PlainText);
        Assert.Equal("List<int>", ValueFormatter.Format(typeof(List<int>)).PlainText);
    }

    [Fact]
    public void Format_ArrayOfTwoDimensions_IsATable()
    {
        var bundle = ValueFormatter.Format(new[,] { { 1, 2 }, { 3, 4 } });

        Assert.Equal("""{"columns":[{"name":"0","type":"number"},{"name":"1","type":"number"}],"rows":[[1,2],[3,4]],"totalRows":2,"truncated":false}""", bundle[MimeTypes.Table]);
        Assert.Equal("int[,] (2 items)\n  - [ 1, 2 ]\n  - [ 3, 4 ]", bundle.PlainText);
    }

    [Fact]
    public void Format_Bitmap_IsAPicture()
    {
        byte[] bitmap = [(byte)'B', (byte)'M', .. new byte[12], 40, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 24, 0, .. new byte[28]];

        Assert.NotNull(ValueFormatter.Format(bitmap)[MimeTypes.Bmp]);
        Assert.Null(ValueFormatter.Format("BM is no picture, but the beginning of a text"u8.ToArray())[MimeTypes.Bmp]);
    }

    [Fact]
    public void Csv_Text_IsATableWithTypedColumns()
    {
        var shown = RecordingSink.Record(static () => Display.Csv("\uFEFFname,level,zip,name\r\n\"Esbjerg, \"\"W\"\"\",1.5,01234,x\n\nHvide,,00007\n"));

        Assert.Equal("""{"columns":[{"name":"name","type":"string"},{"name":"level","type":"number"},{"name":"zip","type":"string"},{"name":"name (2)","type":"string"}],"rows":[["Esbjerg, \"W\"",1.5,"01234","x"],["Hvide",null,"00007",null]],"totalRows":2,"truncated":false}""",
            Assert.IsType<DisplayValue>(Assert.Single(shown)).Data[MimeTypes.Table]);
    }

    [Fact]
    public void Table_OfAnything_HasColumns()
    {
        var shown = RecordingSink.Record(static () =>
        {
            Display.Table([3, 4]);
            Display.Table(new Dictionary<string, int> { ["a"] = 1 });
            new[] { "x" }.DisplayTable();
        });

        Assert.Equal(
            ["""{"columns":[{"name":"value","type":"number"}],"rows":[[3],[4]],"totalRows":2,"truncated":false}""",
             """{"columns":[{"name":"Key","type":"string"},{"name":"Value","type":"number"}],"rows":[["a",1]],"totalRows":1,"truncated":false}""",
             """{"columns":[{"name":"value","type":"string"}],"rows":[["x"]],"totalRows":1,"truncated":false}"""],
            shown.Select(static o => ((DisplayValue)o).Data[MimeTypes.Table]));
    }
}
