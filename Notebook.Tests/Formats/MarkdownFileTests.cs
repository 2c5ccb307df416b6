using System.Text;
using CsCheck;
using Notebook.Protocol;
using Notebook.Web.Collaboration;
using Notebook.Web.Documents;
using Notebook.Web.Formats;

namespace Notebook.Tests.Formats;

public sealed class MarkdownFileTests
{
    private static readonly Gen<Cell> AnyCell = Gen.Select(
        Gen.OneOf("csharp", "markdown", "markdown", "fsharp"),
        Gen.OneOf("1 + 1", "# Title\n\ntext", "a", "```\nx", "```csharp\nshown\n```", "    indented\n", "~~~\n```\n~~~", "```output\nno\n```", "a\n\n\nb", "`x`", "- a\n  ```cs\n  in a list\n  ```", "\n\nx", "````\n```\n````", "var s = \"\"\"\n```\n\"\"\";"))
        .Select(static (language, source) => Cell(language, source));

    [Fact]
    public void Read_SomebodysMarkdown_MakesCellsOfItsCSharp()
    {
        var document = Reading.Document("Lesson 1.md", "# Title\n\nText.\n\n```csharp\nvar x = 1;\nx\n```\n\nMore\n\n```json\n{}\n```\n\n~~~cs\ny\n~~~\n");

        Assert.Equal("Lesson 1", document.Title);
        Assert.Equal(
            [("markdown", "# Title\n\nText."), ("csharp", "var x = 1;\nx"), ("markdown", "More\n\n```json\n{}\n```"), ("csharp", "y")],
            document.Cells.Select(static cell => (cell.Language, cell.Source)));
    }

    [Fact]
    public void Write_NotebookWithOutputs_IsMarkdownForPeople()
    {
        var document = Notebook(
            Cell("markdown", "# Title"),
            Cell("csharp", "1 + 1") with { Outputs = [new DisplayOutput { OutputId = "o", Data = MimeBundle.Text("2"), IsResult = true }] },
            Cell("markdown", "one"),
            Cell("markdown", "two"));

        var file = NotebookWriter.Write(document, NotebookFormat.Markdown);

        Assert.Equal("# Title\n\n```csharp cell\n1 + 1\n```\n\n```output\n2\n```\n\none\n\n<!-- cell -->\n\ntwo\n", Encoding.UTF8.GetString(file.Content.Span));
        Assert.Empty(file.Losses);
    }

    [Theory]
    [MemberData(nameof(SharedNotebooks.Names), MemberType = typeof(SharedNotebooks))]
    public void Write_SharedNotebookAndBack_HasTheSameCells(string name) => AssertSameCells(Reading.Document(name, SharedNotebooks.Read(name)));

    [Fact]
    public void Write_AnyCells_ComeBack() => AnyCell.Array[0, 8].Sample(static cells => AssertSameCells(Notebook(cells)), iter: Capability.IsSoak ? 20_000 : 2_000);

    [Fact]
    public void Write_PicturesAndMarksInTexts_AreLosses()
    {
        var document = Notebook(
            Cell("markdown", "```csharp cell\nx\n```\n<!-- cell -->"),
            Cell("csharp", "chart") with { Outputs = [new DisplayOutput { OutputId = "o", Data = MimeBundle.Of(MimeTypes.Svg, "<svg/>", "(picture)") }] });

        Assert.Equal(3, NotebookWriter.Write(document, NotebookFormat.Markdown).Losses.Length);
    }

    private static void AssertSameCells(NotebookDocument document)
    {
        var file = NotebookWriter.Write(document, NotebookFormat.Markdown);
        var again = Reading.Document("a.md", file.Content);

        static string TextOf(Cell cell) => cell.Kind == CellKind.Code ? cell.Source : cell.Source.Trim('\n');
        var closed = file.Losses.Count(static loss => loss.Contains("without an end", StringComparison.Ordinal));
        var expected = document.Cells.Where(static cell => cell.Kind == CellKind.Code || !string.IsNullOrWhiteSpace(cell.Source)).Select(static cell => (cell.Language, Text: TextOf(cell))).ToList();
        if (closed == 0)
            Assert.Equal(expected.Count == 0 ? [("markdown", "")] : expected, again.Cells.Select(static cell => (cell.Language, TextOf(cell))));
        else
            Assert.Equal(expected.Select(static cell => cell.Language), again.Cells.Select(static cell => cell.Language));
    }

    private static Cell Cell(string language, string source) =>
        new() { Id = CellId.New(), Kind = language == "markdown" ? CellKind.Markdown : CellKind.Code, Language = language, Text = TextDocument.Of(source) };

    private static NotebookDocument Notebook(params Cell[] cells) =>
        new() { Id = NotebookId.New(), Title = "Lesson", Cells = [.. cells], CreatedAt = DateTimeOffset.UnixEpoch, ModifiedAt = DateTimeOffset.UnixEpoch };
}
