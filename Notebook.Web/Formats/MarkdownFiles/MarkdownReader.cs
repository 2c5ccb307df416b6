using System.Collections.Immutable;
using System.Text;
using Notebook.Web.Collaboration;
using Notebook.Web.Documents;

namespace Notebook.Web.Formats.MarkdownFiles;

/// <summary>Reads Markdown: text becomes text cells, blocks of C# become code cells (see <see cref="MarkdownFile"/>).</summary>
internal sealed class MarkdownReader
{
    private readonly ImmutableList<Cell>.Builder _cells = ImmutableList.CreateBuilder<Cell>();
    private readonly List<string> _text = [];

    /// <param name="title">The notebook's title.</param>
    /// <param name="utf8">Valid UTF-8.</param>
    /// <param name="now">When the notebook was made.</param>
    public static NotebookDocument Read(string title, ReadOnlyMemory<byte> utf8, DateTimeOffset now)
    {
        if (utf8.Span.CountAny((byte)'\n', (byte)'\r') > FileLimits.MaxDibLines)
            throw new UnreadableNotebookException(FormattableString.Invariant($"It has more than {FileLimits.MaxDibLines:N0} lines."));

        var lines = TextDocument.Of(Encoding.UTF8.GetString(utf8.Span)).Text.Split('\n');
        var reader = new MarkdownReader();
        reader.Read(lines, onlyMarked: Array.Exists(lines, static line => line == MarkdownFile.Break || MarkdownFile.FenceOf(line)?.LanguageOfCell(onlyMarked: true) is not null));
        if (reader._cells.Count == 0)
            reader.Add(CellKind.Markdown, KernelNames.Markdown, "");
        return new NotebookDocument { Id = NotebookId.New(), Title = title, Cells = reader._cells.ToImmutable(), CreatedAt = now, ModifiedAt = now };
    }

    private void Read(string[] lines, bool onlyMarked)
    {
        var afterCell = false;
        for (var i = 0; i < lines.Length; i++)
        {
            if (onlyMarked && lines[i] == MarkdownFile.Break)
            {
                EndText();
                afterCell = false;
                continue;
            }

            if (MarkdownFile.FenceOf(lines[i]) is not { Info.Length: >= 0 } fence)
            {
                _text.Add(lines[i]);
                afterCell &= string.IsNullOrWhiteSpace(lines[i]);
                continue;
            }

            var end = Array.FindIndex(lines, i + 1, line => MarkdownFile.FenceOf(line) is { } other && other.Ends(fence));
            var last = end < 0 ? lines.Length : end;
            if (fence.LanguageOfCell(onlyMarked) is { } language)
            {
                EndText();
                Add(language == KernelNames.Markdown ? CellKind.Markdown : CellKind.Code, language, string.Join('\n', lines[(i + 1)..last]));
                afterCell = true;
            }
            else if (!(onlyMarked && afterCell && fence.Info == MarkdownFile.OutputWord))
            {
                _text.AddRange(lines[i..Math.Min(last + 1, lines.Length)]);
                afterCell = false;
            }

            i = last;
        }

        EndText();
    }

    private void EndText()
    {
        var first = _text.FindIndex(static line => line.Length > 0);
        if (first >= 0)
        {
            var last = _text.FindLastIndex(static line => line.Length > 0);
            if (_text.Exists(static line => !string.IsNullOrWhiteSpace(line)))
                Add(CellKind.Markdown, KernelNames.Markdown, string.Join('\n', _text.GetRange(first, last - first + 1)));
        }

        _text.Clear();
    }

    private void Add(CellKind kind, string language, string source)
    {
        if (_cells.Count == FileLimits.MaxCells)
            throw new UnreadableNotebookException(FormattableString.Invariant($"It has more than {FileLimits.MaxCells:N0} cells."));
        _cells.Add(new Cell { Id = CellId.New(), Kind = kind, Language = language, Text = TextDocument.Of(source) });
    }
}
