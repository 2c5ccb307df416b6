using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Notebook.Web.Documents;

namespace Notebook.Web.Formats;

/// <summary>Writes <c>.dib</c>: the sources of the cells that have any. The format has no place for outputs and no escape for its own marks.</summary>
internal sealed class DibWriter
{
    private static readonly string[] IpynbOnly = ["kernelInfo", "kernelspec", "language_info", KernelInfo.PolyglotNotebook, KernelInfo.DotnetInteractive];

    private readonly NotebookDocument _document;
    private readonly KernelNames _names;
    private readonly List<string> _blocks = [];
    private readonly ImmutableArray<string>.Builder _losses = ImmutableArray.CreateBuilder<string>();

    private DibWriter(NotebookDocument document)
    {
        _document = document;
        var metadata = MetadataOf(document);
        _names = metadata is null ? KernelNames.Known : KernelInfo.From(JsonReading.Parse(metadata)).Names;
        if (metadata is not null)
            _blocks.Add($"{DibReader.MetaLine}\n\n{metadata}\n");
    }

    public static NotebookFile Write(NotebookDocument document)
    {
        var notebook = new DibWriter(document);
        for (var i = 0; i < document.Cells.Count; i++)
            notebook.Add(document.Cells[i], i + 1);
        notebook.NoteLosses();
        return new NotebookFile(Encoding.UTF8.GetBytes(string.Join('\n', notebook._blocks)), notebook._losses.ToImmutable());
    }

    private void Add(Cell cell, int number)
    {
        if (string.IsNullOrWhiteSpace(cell.Source))
            return;

        var language = cell.Kind == CellKind.Code ? cell.Language : KernelNames.Markdown;
        var source = cell.Source;
        if (source.Contains('\0'))
        {
            // JSON can say it; a text file with it counts as binary.
            _losses.Add($"Cell {number} has a zero character, which a text file can't hold; it became U+FFFD.");
            source = source.Replace('\0', '\uFFFD');
        }

        var lines = source.Trim('\n').Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (_names.SelectedBy(lines[i]) is null)
                continue;

            if (cell.Kind == CellKind.Code)
            {
                _losses.Add($"Cell {number} has the line {lines[i].TrimEnd()}; in a .dib file a new cell begins there.");
                continue;
            }

            // One space keeps the line in its cell, and Markdown reads it the same.
            _losses.Add($"Cell {number} has the line {lines[i].TrimEnd()}, which would begin a new cell in a .dib file; it got a space in front.");
            lines[i] = ' ' + lines[i];
        }

        _blocks.Add($"#!{language}\n\n{string.Join('\n', lines)}\n");
    }

    private void NoteLosses()
    {
        var withOutputs = _document.Cells.Count(static cell => !cell.Outputs.IsEmpty);
        if (withOutputs > 0)
            _losses.Add($"A .dib file holds no outputs; {Cells(withOutputs)} had some.");
        var withFields = _document.Cells.Count(static cell => cell.FileFieldsJson is not null);
        if (withFields > 0)
            _losses.Add($"A .dib file holds no attachments or other cell fields; {Cells(withFields)} had some.");
        var empty = _document.Cells.Count(static cell => string.IsNullOrWhiteSpace(cell.Source));
        if (empty > 0 && _document.Cells.Count > 1)
            _losses.Add($"A .dib file holds no empty cells; {Cells(empty)} had no text.");
    }

    private static string Cells(int count) => count == 1 ? "1 cell" : $"{count} cells";

    /// <summary>The JSON behind <c>#!meta</c>; null when the file needs none.</summary>
    private static string? MetadataOf(NotebookDocument document)
    {
        var metadata = JsonReading.Parse(document.MetadataJson ?? "{}");
        var kernelInfo = metadata.Property("kernelInfo") ?? metadata.Property(KernelInfo.PolyglotNotebook).Property("kernelInfo");
        var known = KernelInfo.From(metadata).Names;
        var unknown = document.Cells
            .Where(cell => cell.Kind == CellKind.Code && known.Find(cell.Language) is null)
            .Select(static cell => cell.Language).Distinct().ToList();
        if (unknown.Count == 0 && KernelInfo.IsDibMetadata(metadata))
            return document.MetadataJson;

        var others = metadata.EnumerateObject().Where(static field => !IpynbOnly.Contains(field.Name)).ToList();
        if (unknown.Count == 0 && kernelInfo is null && others.Count == 0)
            return null;

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("kernelInfo");
            WriteKernelInfo(writer, document, kernelInfo, unknown);
            foreach (var field in others)
                field.WriteTo(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteKernelInfo(Utf8JsonWriter writer, NotebookDocument document, JsonElement? existing, List<string> unknown)
    {
        if (existing is not { ValueKind: JsonValueKind.Object } kernelInfo)
        {
            KernelInfo.Write(writer, document);
            return;
        }

        writer.WriteStartObject();
        foreach (var field in kernelInfo.EnumerateObject().Where(static field => field.Name != "items"))
            field.WriteTo(writer);
        writer.WriteStartArray("items");
        if (kernelInfo.Property("items") is { ValueKind: JsonValueKind.Array } items)
        {
            foreach (var item in items.EnumerateArray())
                item.WriteTo(writer);
        }

        foreach (var name in unknown)
            KernelInfo.WriteItem(writer, name);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
