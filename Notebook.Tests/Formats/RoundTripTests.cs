using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Notebook.Web.Formats;

namespace Notebook.Tests.Formats;

/// <summary>Reading a file and writing it again loses neither cells nor metadata nor outputs.</summary>
public sealed partial class RoundTripTests
{
    private static readonly int Iterations = Capability.IsSoak ? 20_000 : 1_000;

    [Theory]
    [MemberData(nameof(SharedNotebooks.Names), MemberType = typeof(SharedNotebooks))]
    public void Write_SharedNotebook_IsTheSameFile(string name)
    {
        var content = SharedNotebooks.Read(name);

        var format = NotebookFormats.FromFileName(name)!.Value;
        var written = NotebookWriter.Write(Reading.Document(name, content), format);

        Assert.Empty(written.Losses);
        if (format == NotebookFormat.Dib)
            Assert.Equal(Encoding.UTF8.GetString(content), Encoding.UTF8.GetString(written.Content.Span));
        else
            Assert.Equal(JsonText.Of(content, withIds: false), JsonText.Of(written.Content, withIds: false));
    }

    [Theory]
    [MemberData(nameof(SharedNotebooks.Names), MemberType = typeof(SharedNotebooks))]
    public void Write_SharedNotebookToIpynbAndBack_IsTheSameNotebook(string name)
    {
        var document = Reading.Document(name, SharedNotebooks.Read(name));

        var again = Reading.Document("a.ipynb", NotebookWriter.Write(document, NotebookFormat.Ipynb).Content);

        Assert.Equal(document.Cells.Select(static cell => (cell.Id, cell.Kind, cell.Language, cell.Source)), again.Cells.Select(static cell => (cell.Id, cell.Kind, cell.Language, cell.Source)));
        Assert.Equal(
            document.Cells.SelectMany(static cell => cell.Outputs).Select(DocumentText.Of),
            again.Cells.SelectMany(static cell => cell.Outputs).Select(DocumentText.Of));
    }

    [Fact]
    public void Write_AnyIpynb_KeepsEverythingInIt() => NotebookFileGenerator.File.Sample(
        static file =>
        {
            var content = Encoding.UTF8.GetBytes(file);
            var first = Reading.Document("Sales.ipynb", content);
            var written = NotebookWriter.Write(first, NotebookFormat.Ipynb).Content;
            var second = Reading.Document("Sales.ipynb", written);

            Assert.Equal(first.Cells.Select(static cell => (cell.Id, cell.Language, cell.Source)), second.Cells.Select(static cell => (cell.Id, cell.Language, cell.Source)));
            if (SelectorInSource().IsMatch(file))
            {
                // A first line that selected a language became metadata, once.
                Assert.Equal(DocumentText.Of(second), DocumentText.Of(Reading.Document("Sales.ipynb", NotebookWriter.Write(second, NotebookFormat.Ipynb).Content)));
                return;
            }

            Assert.Equal(DocumentText.Of(first), DocumentText.Of(second));
            Assert.Equal(JsonText.Of(content, withIds: true), JsonText.Of(written, withIds: true));
        },
        iter: Iterations);

    [Fact]
    public void Write_AnyIpynbAsDib_KeepsEverySource() => NotebookFileGenerator.File.Sample(
        static file =>
        {
            var document = Reading.Document("a.ipynb", file);
            var dib = NotebookWriter.Write(document, NotebookFormat.Dib);
            var again = Reading.Document("a.dib", dib.Content);

            if (dib.Losses.Any(static loss => loss.Contains("new cell", StringComparison.Ordinal)))
                return;
            var expected = document.Cells.Where(static cell => !string.IsNullOrWhiteSpace(cell.Source)).Select(static cell => (cell.Language, cell.Source.Trim('\n'))).ToList();
            var actual = again.Cells.Where(static cell => cell.Source.Length > 0).Select(static cell => (cell.Language, cell.Source)).ToList();
            Assert.Equal(expected, actual);
        },
        iter: Iterations);

    [Fact]
    public void Write_AnyDib_ReadsTheSameAgain() => Gen.OneOf(
        "#!csharp", "#!c#", "#!markdown", "#!fsharp", "#!sql-sales", "#!meta", "#!time", "", " ", "x", "1 + 1", "# Title", "{\"kernelInfo\":{\"defaultKernelName\":\"csharp\",\"items\":[{\"name\":\"sql-sales\"}]},\"a\":1}")
        .Array[0, 15]
        .Sample(
            static lines =>
            {
                var text = string.Join('\n', lines);
                if (Reading.Try("a.dib", Encoding.UTF8.GetBytes(text)) is not NotebookReadResult.Read { Document: var first })
                    return;

                var written = NotebookWriter.Write(first, NotebookFormat.Dib);
                var second = Reading.Document("a.dib", written.Content);

                Assert.Empty(written.Losses);
                Assert.Equal(DocumentText.Of(first), DocumentText.Of(second));
                Assert.Equal(written.Content.ToArray(), NotebookWriter.Write(second, NotebookFormat.Dib).Content.ToArray());
            },
            iter: Iterations);

    [GeneratedRegex("\"(#!fsharp|#!csharp)")]
    private static partial Regex SelectorInSource();
}
