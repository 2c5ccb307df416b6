using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Notebook.Web.Collaboration;
using Notebook.Web.Documents;

namespace Notebook.Web.Formats;

/// <summary>
/// Reads <c>.dib</c>: an optional <c>#!meta</c> block of JSON, then cells, each begun by a line that is exactly <c>#!</c> and
/// a known language. Any other <c>#!</c> line is content, as is everything in an older file without marks.
/// </summary>
internal static class DibReader
{
    public const string MetaLine = "#!meta";

    /// <param name="title">The notebook's title; the format has none inside.</param>
    /// <param name="utf8">Valid UTF-8.</param>
    /// <param name="now">When the notebook was made.</param>
    public static NotebookDocument Read(string title, ReadOnlyMemory<byte> utf8, DateTimeOffset now)
    {
        if (utf8.Span.CountAny((byte)'\n', (byte)'\r') > FileLimits.MaxDibLines)
            throw new UnreadableNotebookException(FormattableString.Invariant($"It has more than {FileLimits.MaxDibLines:N0} lines."));

        var lines = TextDocument.Of(Encoding.UTF8.GetString(utf8.Span)).Text.Split('\n');
        var next = Array.FindIndex(lines, static line => !string.IsNullOrWhiteSpace(line));
        string? metadata = null;
        var kernels = new KernelInfo(null, KernelNames.Known);
        if (next >= 0 && lines[next].TrimEnd() == MetaLine)
            (metadata, kernels, next) = ReadMetadata(lines, next + 1);

        var cells = ImmutableList.CreateBuilder<Cell>();
        var language = kernels.DefaultLanguage ?? KernelNames.CSharp;
        var content = new List<string>();
        for (; next >= 0 && next < lines.Length; next++)
        {
            if (kernels.Names.SelectedBy(lines[next]) is not { } selected)
            {
                content.Add(lines[next]);
                continue;
            }

            AddCell(cells, language, content);
            content.Clear();
            language = selected;
        }

        AddCell(cells, language, content);
        if (cells.Count == 0)
            cells.Add(NewCell(kernels.DefaultLanguage ?? KernelNames.CSharp, ""));

        return new NotebookDocument
        {
            Id = NotebookId.New(),
            Title = title,
            Cells = cells.ToImmutable(),
            MetadataJson = metadata,
            CreatedAt = now,
            ModifiedAt = now,
        };
    }

    private static (string? Metadata, KernelInfo Kernels, int Next) ReadMetadata(string[] lines, int first)
    {
        var end = first;
        while (end < lines.Length && !lines[end].StartsWith("#!", StringComparison.Ordinal))
            end++;

        var json = string.Join('\n', lines[first..end]);
        if (string.IsNullOrWhiteSpace(json))
            return (null, new KernelInfo(null, KernelNames.Known), end);

        using var parsed = JsonFile.Parse(Encoding.UTF8.GetBytes(json), firstLine: first + 1);
        if (parsed.RootElement.ValueKind != JsonValueKind.Object)
            throw new UnreadableNotebookException($"Its {MetaLine} block at line {first} is not a JSON object.");

        return (json.Trim(), KernelInfo.From(parsed.RootElement), end);
    }

    private static void AddCell(ImmutableList<Cell>.Builder cells, string language, List<string> content)
    {
        if (content.TrueForAll(string.IsNullOrWhiteSpace))
            return;

        var first = content.FindIndex(static line => line.Length > 0);
        var last = content.FindLastIndex(static line => line.Length > 0);
        if (cells.Count == FileLimits.MaxCells)
            throw new UnreadableNotebookException(FormattableString.Invariant($"It has more than {FileLimits.MaxCells:N0} cells."));
        cells.Add(NewCell(language, string.Join('\n', content.GetRange(first, last - first + 1))));
    }

    private static Cell NewCell(string language, string source) => new()
    {
        Id = CellId.New(),
        Kind = language == KernelNames.Markdown ? CellKind.Markdown : CellKind.Code,
        Language = language,
        Text = TextDocument.Of(source),
    };
}
