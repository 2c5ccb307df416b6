using System.Collections.Immutable;
using System.Text;
using Notebook.Protocol;
using Notebook.Web.Documents;

namespace Notebook.Web.Formats.MarkdownFiles;

/// <summary>Writes Markdown that people read anywhere and <see cref="MarkdownReader"/> reads back; outputs are there as text.</summary>
internal sealed class MarkdownWriter
{
    private readonly List<string> _blocks = [];
    private readonly ImmutableArray<string>.Builder _losses = ImmutableArray.CreateBuilder<string>();
    private bool _afterText;
    private int _pictures;

    public static NotebookFile Write(NotebookDocument document)
    {
        var writer = new MarkdownWriter();
        // Without any cell's fence, a C# block inside a text would be taken for one.
        if (!document.Cells.Exists(static cell => cell.Kind == CellKind.Code))
            writer._blocks.Add(MarkdownFile.Break);
        foreach (var (i, cell) in document.Cells.Index())
            writer.Add(cell, i + 1, document);
        if (writer._pictures > 0)
            writer._losses.Add($"Charts, pictures, tables and HTML are in a .md file only as the text that describes them: {writer._pictures} of them.");
        var withPictures = document.Cells.Count(static cell => cell.FileFieldsJson is not null && cell.Source.Contains(CellPictures.Scheme, StringComparison.Ordinal));
        if (withPictures > 0)
            writer._losses.Add($"A .md file holds no pictures that were pasted into texts; {(withPictures == 1 ? "1 cell" : $"{withPictures} cells")} had some.");
        return new NotebookFile(Encoding.UTF8.GetBytes(string.Join("\n\n", writer._blocks).TrimEnd('\n') + "\n"), writer._losses.ToImmutable());
    }

    private void Add(Cell cell, int number, NotebookDocument document)
    {
        var source = cell.Source;
        if (source.Contains('\0', StringComparison.Ordinal))
        {
            _losses.Add($"Cell {number} has a zero character, which a text file can't hold; it became U+FFFD.");
            source = source.Replace('\0', '\uFFFD');
        }

        if (cell.Kind != CellKind.Code)
        {
            AddText(source, number);
            return;
        }

        AddBlock($"{cell.Language} {MarkdownFile.CellWord}", source);
        _afterText = false;
        foreach (var output in cell.Outputs)
            if (TextOf(output, document) is { Length: > 0 } text)
                AddBlock(MarkdownFile.OutputWord, text.TrimEnd('\n').Replace('\0', '\uFFFD'));
    }

    private void AddText(string source, int number)
    {
        if (string.IsNullOrWhiteSpace(source))
            return;

        var lines = source.Trim('\n').Split('\n').ToList();
        for (var i = 0; i < lines.Count; i++)
            if (lines[i] == MarkdownFile.Break)
            {
                _losses.Add($"Cell {number} has the line {MarkdownFile.Break}, which parts cells in a .md file; it got a space behind it.");
                lines[i] += ' ';
            }

        MarkdownFile.Fence? open = null;
        foreach (var line in lines)
            if (MarkdownFile.FenceOf(line) is { } fence)
            {
                if (open is null && fence.LanguageOfCell(onlyMarked: true) is not null)
                    _losses.Add($"Cell {number} shows a block that says “{fence.Info}”; in a .md file it is a cell.");
                open = open is not { } begun ? fence : fence.Ends(begun) ? null : open;
            }

        if (open is { } unclosed)
        {
            _losses.Add($"Cell {number} has a code block without an end; it got one.");
            lines.Add(new string(unclosed.Mark, unclosed.Length));
        }

        if (_afterText || MarkdownFile.FenceOf(lines[0])?.Info == MarkdownFile.OutputWord)
            _blocks.Add(MarkdownFile.Break);
        _blocks.Add(string.Join('\n', lines));
        _afterText = true;
    }

    private void AddBlock(string info, string text)
    {
        var fence = MarkdownFile.FenceAround(text);
        _blocks.Add($"{fence}{info}\n{text}\n{fence}");
    }

    private string TextOf(CellOutput output, NotebookDocument document)
    {
        switch (output)
        {
            case StreamOutput stream:
                return stream.Text.HeadText + stream.Text.TailText;
            case DisplayOutput display:
                if (display.Data.Contents.Keys.Any(static type => type != MimeTypes.PlainText))
                    _pictures++;
                return display.Data.PlainText;
            case ErrorCellOutput error:
                var (name, value, traceback) = ErrorText.Of(error.Error, id => CellId.TryParse(id, out var cellId) && document.NumberOf(cellId) is > 0 and var number ? number : null);
                return traceback.IsEmpty ? $"{name}: {value}" : string.Join('\n', traceback);
            default:
                return "";
        }
    }
}
