using System.Data;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Notebook.Interactive.Formatting;

namespace Notebook.Tests.Interactive.Formatting;

public sealed class PlainTextTests
{
    public static TheoryData<object?, string> Scalars => new()
    {
        { null, "<null>" },
        { 2, "2" },
        { 1.5, "1.5" },
        { 12345.678m, "12345.678" },
        { double.NaN, "NaN" },
        { true, "True" },
        { 'x', "x" },
        { "two\nlines", "two\nlines" },
        { DayOfWeek.Friday, "Friday" },
        { new DateTime(2020, 1, 2), "2020-01-02 00:00:00Z" },
        { new DateTimeOffset(2020, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)), "2020-01-02 01:04:05Z" },
        { new DateOnly(2020, 1, 2), "2020-01-02" },
        { new TimeOnly(3, 4, 5), "03:04:05" },
        { TimeSpan.FromMinutes(90), "01:30:00" },
        { System.Numerics.BigInteger.Pow(10, 20), "100000000000000000000" },
        { typeof(Dictionary<string, int[]>), "Dictionary<string, int[]>" },
        { typeof(int), "System.int" },
        { new Uri("https://example.org/a"), "https://example.org/a" },
        { new Version(1, 2), "1.2" },
    };

    [Theory]
    [MemberData(nameof(Scalars))]
    public void Format_Scalar_IsItsInvariantText(object? value, string expected)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("de-DE");
        try
        {
            Assert.Equal(expected, ValueFormatter.Format(value).PlainText);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Format_SequenceOfScalars_IsOneLine() => Assert.Equal("[ 1, 2, 3 ]", ValueFormatter.Format(new[] { 1, 2, 3 }).PlainText);

    [Fact]
    public void Format_EmptySequence_SaysSo() => Assert.Equal("[ ]", ValueFormatter.Format(Array.Empty<string>()).PlainText);

    [Fact]
    public void Format_LongList_SaysHowManyMore()
    {
        var text = ValueFormatter.Format(Enumerable.Range(0, 1_000).ToList()).PlainText;

        Assert.EndsWith("98, 99 ... (900 more) ]", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Format_AnonymousObject_ReadsAsCSharpWritesIt() =>
        Assert.Equal("{ Name = Ann, Age = 3 }", ValueFormatter.Format(new { Name = "Ann", Age = 3 }).PlainText);

    [Fact]
    public void Format_Record_ReadsAsCSharpWritesIt() =>
        Assert.Equal("Point { X = 1, Y = 2 }", ValueFormatter.Format(new Point(1, 2)).PlainText);

    [Fact]
    public void Format_Tuple_IsInParentheses() => Assert.Equal("(1, two)", ValueFormatter.Format((1, "two")).PlainText);

    [Fact]
    public void Format_NestedObject_IsIndentedOneMemberPerLine()
    {
        var order = new { Id = 7, Customer = new { Name = "Ann", Since = new DateOnly(2020, 1, 2) }, Lines = new[] { new { Sku = "a", Tags = new[] { "x" } }, new { Sku = "b", Tags = new[] { "y" } } } };

        Assert.Equal("""
            anonymous
              Id: 7
              Customer: { Name = Ann, Since = 2020-01-02 }
              Lines: anonymous[] (2 items)
                - anonymous
                  Sku: a
                  Tags: [ x ]
                - anonymous
                  Sku: b
                  Tags: [ y ]
            """.ReplaceLineEndings("\n"), ValueFormatter.Format(order).PlainText);
    }

    [Fact]
    public void Format_Dictionary_ListsKeysAndValues() =>
        Assert.Equal("Dictionary<string, int> { a = 1, b = 2 }", ValueFormatter.Format(new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 }).PlainText);

    [Fact]
    public void Format_SequenceOfObjects_IsAnAlignedTable()
    {
        var people = new[] { new { Name = "Ann", Age = 31 }, new { Name = "Bo", Age = 7 } };

        Assert.Equal("""
            Name  Age
            ----  ---
            Ann    31
            Bo      7
            """.ReplaceLineEndings("\n"), ValueFormatter.Format(people).PlainText);
    }

    [Fact]
    public void Format_DataTable_IsATable()
    {
        using var table = new DataTable();
        table.Columns.Add("id", typeof(int));
        table.Columns.Add("name", typeof(string));
        table.Rows.Add(1, "Ann");
        table.Rows.Add(2, DBNull.Value);

        Assert.Equal("""
            id  name
            --  ------
             1  Ann
             2  <null>
            """.ReplaceLineEndings("\n"), ValueFormatter.Format(table).PlainText);
    }

    [Fact]
    public void Format_Matrix_IsOneRowPerLine() =>
        Assert.Equal("int[,] (2 items)\n  - [ 1, 2 ]\n  - [ 3, 4 ]", ValueFormatter.Format(new[,] { { 1, 2 }, { 3, 4 } }).PlainText);

    [Fact]
    public void Format_Exception_HasItsMessageFirst()
    {
        var text = ValueFormatter.Format(new InvalidOperationException("outer", new FormatException("inner"))).PlainText;

        Assert.StartsWith("InvalidOperationException", text, StringComparison.Ordinal);
        Assert.Contains("\n  Message: outer", text, StringComparison.Ordinal);
        Assert.Contains("Message = inner", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Format_Json_IsIndentedTextAndTheDocument()
    {
        var bundle = ValueFormatter.Format(JsonNode.Parse("""{"a":[1,2]}"""));

        Assert.Equal("""{"a":[1,2]}""", bundle["application/json"]);
        Assert.Equal("{\n  \"a\": [\n    1,\n    2\n  ]\n}", bundle.PlainText.ReplaceLineEndings("\n"));
        using var document = JsonDocument.Parse("[1]");
        Assert.Equal("[1]", ValueFormatter.Format(document)["application/json"]);
    }

    [Fact]
    public void Format_Bytes_AreDumped() =>
        Assert.Equal("00000000  41 42 00                                          |AB.|", ValueFormatter.Format("AB\0"u8.ToArray()).PlainText);

    [Fact]
    public void Format_PngBytes_AreAPicture()
    {
        byte[] png = [0x89, .. "PNG\r\n\x1a\n"u8, 0, 0, 0, 13, .. "IHDR"u8, 0, 0, 2, 0x80, 0, 0, 1, 0xE0];

        var bundle = ValueFormatter.Format(png);

        Assert.Equal(Convert.ToBase64String(png), bundle["image/png"]);
        Assert.Equal("PNG image, 640 × 480 pixels", bundle.PlainText);
    }

    private sealed record Point(int X, int Y);
}
