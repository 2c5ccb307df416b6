using System.Text.Json;
using Notebook.Web.Documents;

namespace Notebook.Web.Formats;

/// <summary>
/// What a file's metadata says about languages: the <c>kernelInfo</c> object of <c>.dib</c>, and in <c>.ipynb</c> the same
/// object or one of the older places.
/// </summary>
/// <param name="DefaultLanguage">The language of cells that name none; null when the metadata does not say.</param>
/// <param name="Names">The known names and those the file adds.</param>
internal sealed record KernelInfo(string? DefaultLanguage, KernelNames Names)
{
    public const string PolyglotNotebook = "polyglot_notebook";
    public const string DotnetInteractive = "dotnet_interactive";

    public static KernelInfo From(JsonElement metadata)
    {
        var polyglot = metadata.Property(PolyglotNotebook);
        var own = metadata.Property("kernelInfo");
        var nested = polyglot.Property("kernelInfo");
        var names = KernelNames.Known.With([.. Items(own), .. Items(nested)]);

        var kernelspec = metadata.Property("kernelspec");
        var language = own.Text("defaultKernelName")
            ?? polyglot.Text("defaultKernelName")
            ?? nested.Text("defaultKernelName")
            ?? metadata.Property(DotnetInteractive).Text("defaultKernelName")
            ?? kernelspec.Text("language")
            ?? kernelspec.Text("name");
        return new KernelInfo(language is null ? null : names.Normalize(language), names);
    }

    /// <summary>Whether notebook metadata has the form of a <c>.dib</c> file rather than of an <c>.ipynb</c>.</summary>
    public static bool IsDibMetadata(JsonElement metadata) =>
        metadata.Property("kernelInfo") is not null
            && metadata.Property(PolyglotNotebook) is null && metadata.Property(DotnetInteractive) is null
            && metadata.Property("kernelspec") is null && metadata.Property("language_info") is null;

    /// <summary>What a cell's own metadata calls its language, as it stands there; null when it does not say.</summary>
    public static string? CellLanguage(JsonElement? metadata) =>
        metadata.Property(PolyglotNotebook).Text("kernelName") ?? metadata.Property(DotnetInteractive).Text("language");

    /// <summary>The language of an <c>.ipynb</c> file's code cells that name none.</summary>
    /// <param name="cellsName">Whether any cell does name one. Editors have labelled C# notebooks as Python; the cells know better.</param>
    public string DefaultFor(bool cellsName)
    {
        var language = DefaultLanguage ?? KernelNames.CSharp;
        return cellsName && Names.Find(language) is null ? KernelNames.CSharp : language;
    }

    /// <summary>The language of a code cell with this metadata.</summary>
    public string LanguageOf(JsonElement? cellMetadata, string defaultLanguage) =>
        CellLanguage(cellMetadata) is { } language ? Names.Normalize(language) : defaultLanguage;

    /// <summary>What a file of this document says when nothing was said before.</summary>
    public static KernelInfo Of(NotebookDocument document) =>
        new(KernelNames.CSharp, KernelNames.Known.With(LanguagesOf(document).Select(static name => (name, Enumerable.Empty<string>()))));

    /// <summary>Writes <see cref="Of"/> as the object <c>kernelInfo</c>.</summary>
    public static void Write(Utf8JsonWriter writer, NotebookDocument document)
    {
        writer.WriteStartObject();
        writer.WriteString("defaultKernelName", KernelNames.CSharp);
        writer.WriteStartArray("items");
        foreach (var name in LanguagesOf(document))
            WriteItem(writer, name);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    public static void WriteItem(Utf8JsonWriter writer, string name)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("aliases");
        writer.WriteEndArray();
        writer.WriteString("name", name);
        writer.WriteEndObject();
    }

    private static IEnumerable<string> LanguagesOf(NotebookDocument document) =>
        document.Cells.Where(static cell => cell.Kind == CellKind.Code).Select(static cell => cell.Language).Prepend(KernelNames.CSharp).Distinct();

    private static IEnumerable<(string Name, IEnumerable<string> Aliases)> Items(JsonElement? kernelInfo)
    {
        if (kernelInfo.Property("items") is not { ValueKind: JsonValueKind.Array } items)
            yield break;

        foreach (var item in items.EnumerateArray())
        {
            if (((JsonElement?)item).Text("name") is not { } name)
                continue;

            var aliases = item.TryGetProperty("aliases", out var list) && list.ValueKind == JsonValueKind.Array
                ? list.EnumerateArray().Where(static alias => alias.ValueKind == JsonValueKind.String).Select(static alias => alias.GetString()!)
                : [];
            yield return (name, aliases);
        }
    }
}
