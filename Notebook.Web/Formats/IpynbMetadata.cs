using System.Text.Json;
using Notebook.Web.Documents;

namespace Notebook.Web.Formats;

/// <summary>
/// The metadata that an <c>.ipynb</c> file of a document gets. What came from an <c>.ipynb</c> stays as it was; the language
/// is written where a reader would otherwise take a cell for another one.
/// </summary>
internal sealed class IpynbMetadata
{
    private const string EmptyObject = "{}";

    private readonly NotebookDocument _document;
    private readonly JsonElement _metadata;

    /// <summary>The metadata did not come from an <c>.ipynb</c> file, so it still lacks what such files say about C#.</summary>
    private readonly bool _isOurs;
    private readonly KernelInfo _kernels;

    /// <summary>The language that a reader gives to cells whose metadata names none.</summary>
    private readonly string _defaultLanguage;

    public IpynbMetadata(NotebookDocument document)
    {
        _document = document;
        _metadata = JsonReading.Parse(document.MetadataJson ?? EmptyObject);
        _isOurs = document.MetadataJson is null || KernelInfo.IsDibMetadata(_metadata);
        _kernels = document.MetadataJson is null ? KernelInfo.Of(document) : KernelInfo.From(_metadata);
        var plain = _kernels.DefaultLanguage ?? KernelNames.CSharp;
        _defaultLanguage = _kernels.DefaultFor(document.Cells.Exists(cell =>
            cell.Kind == CellKind.Code && (cell.MetadataJson is null || cell.Language != plain || LanguageIn(cell.MetadataJson) is not null)));
    }

    public void WriteNotebook(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var field in _metadata.EnumerateObject())
        {
            if (_isOurs && field.Name == "kernelInfo")
                continue;

            writer.WritePropertyName(field.Name);
            if (field is { Name: "title", Value.ValueKind: JsonValueKind.String } && field.Value.GetString() is { Length: > 0 })
                writer.WriteStringValue(_document.Title);
            else
                field.Value.WriteTo(writer);
        }

        if (_isOurs)
            WriteCSharpKernel(writer);
        writer.WriteEndObject();
    }

    public void WriteCell(Utf8JsonWriter writer, Cell cell)
    {
        var metadata = JsonReading.Parse(CollapseMetadata.Of(cell));
        var needsLanguage = cell.MetadataJson is null || _kernels.LanguageOf(metadata, _defaultLanguage) != cell.Language;
        if (!needsLanguage)
        {
            metadata.WriteTo(writer);
            return;
        }

        writer.WriteStartObject();
        foreach (var field in metadata.EnumerateObject().Where(static field => field.Name is not (KernelInfo.DotnetInteractive or KernelInfo.PolyglotNotebook)))
            field.WriteTo(writer);
        WriteWith(writer, metadata, KernelInfo.DotnetInteractive, "language", cell.Language);
        WriteWith(writer, metadata, KernelInfo.PolyglotNotebook, "kernelName", cell.Language);
        writer.WriteEndObject();
    }

    /// <summary>The cell's source, behind a line that names its language when its own first line would be taken for one.</summary>
    public string SourceOf(Cell cell)
    {
        if (cell.Kind != CellKind.Code || _kernels.Names.SelectorLine(cell.Source) is null)
            return cell.Source;

        return $"#!{cell.Language}\n{cell.Source}";
    }

    private static string? LanguageIn(string metadataJson) => KernelInfo.CellLanguage(JsonReading.Parse(metadataJson));

    private static void WriteWith(Utf8JsonWriter writer, JsonElement metadata, string name, string field, string value)
    {
        writer.WriteStartObject(name);
        if (metadata.Property(name) is { ValueKind: JsonValueKind.Object } existing)
        {
            foreach (var other in existing.EnumerateObject().Where(other => other.Name != field))
                other.WriteTo(writer);
        }

        writer.WriteString(field, value);
        writer.WriteEndObject();
    }

    private void WriteCSharpKernel(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("kernelspec");
        writer.WriteString("display_name", ".NET (C#)");
        writer.WriteString("language", "C#");
        writer.WriteString("name", ".net-csharp");
        writer.WriteEndObject();

        writer.WriteStartObject("language_info");
        writer.WriteString("file_extension", ".cs");
        writer.WriteString("mimetype", "text/x-csharp");
        writer.WriteString("name", "C#");
        writer.WriteString("pygments_lexer", "csharp");
        writer.WriteString("version", "14.0");
        writer.WriteEndObject();

        writer.WriteStartObject(KernelInfo.PolyglotNotebook);
        writer.WritePropertyName("kernelInfo");
        if (_metadata.Property("kernelInfo") is { } own)
            own.WriteTo(writer);
        else
            KernelInfo.Write(writer, _document);
        writer.WriteEndObject();
    }
}
