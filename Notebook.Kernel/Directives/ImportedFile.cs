using System.Text.Json;
using Notebook.Kernel.Scripting;
using Notebook.Protocol;

namespace Notebook.Kernel.Directives;

/// <summary>Reads what <c>#!import</c> runs. Paths start at the notebook's folder.</summary>
internal static class ImportedFile
{
    private const long MaxBytes = 50 * 1024 * 1024;

    /// <summary>The cells of a notebook, or the whole of another file as one.</summary>
    /// <exception cref="DirectiveException">It can't be read; the message says why.</exception>
    public static IReadOnlyList<(string Language, string Text)> Read(string path) => Parse(path, ReadText(path));

    /// <summary>The cells of a file's text.</summary>
    /// <exception cref="DirectiveException">It has none that run here; the message says why.</exception>
    public static IReadOnlyList<(string Language, string Text)> Parse(string path, string text)
    {
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".dib" => [.. DibCells(text)],
            ".ipynb" => IpynbCells(path, text),
            ".cs" or ".csx" => [(CellLanguages.CSharp, text)],
            ".html" or ".htm" => [(CellLanguages.Html, text)],
            ".js" => [(CellLanguages.JavaScript, text)],
            ".fs" or ".fsx" => [("fsharp", text)],
            ".ps1" => [("pwsh", text)],
            ".http" => [("http", text)],
            ".md" => [(CellLanguages.Markdown, text)],
            var extension => throw new DirectiveException(DirectiveError.Custom, $"“{path}” can't be imported: files that end in {(extension.Length == 0 ? "nothing" : extension)} are none that run here. Notebooks (.dib, .ipynb), .cs, .csx, .html, .js and .md are."),
        };
    }

    /// <exception cref="DirectiveException">It can't be read; the message says why.</exception>
    public static string ReadText(string path)
    {
        try
        {
            var file = new FileInfo(WindowsPath.OfFile(path));
            if (!file.Exists)
                throw new DirectiveException(DirectiveError.Custom, $"There is no file “{path}” in the notebook's folder.");
            if (file.Length > MaxBytes)
                throw new DirectiveException(DirectiveError.Custom, $"“{path}” is too large to import: the limit is {MaxBytes / (1024 * 1024)} MB.");
            return File.ReadAllText(file.FullName).ReplaceLineEndings("\n");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new DirectiveException(DirectiveError.Custom, $"“{path}” can't be read: {problem.Message}");
        }
    }

    private static IEnumerable<(string Language, string Text)> DibCells(string text)
    {
        var lines = text.Split('\n');
        var start = 0;
        if (lines[0].TrimEnd() == "#!meta")
            start = Array.FindIndex(lines, 1, static line => line.StartsWith("#!", StringComparison.Ordinal)) is var first and > 0 ? first : lines.Length;

        var language = CellLanguages.CSharp;
        var from = start;
        for (var index = start; index <= lines.Length; index++)
        {
            var selected = index < lines.Length && lines[index].StartsWith("#!", StringComparison.Ordinal) ? CellLanguages.Find(lines[index][2..].TrimEnd()) : null;
            if (index < lines.Length && selected is null)
                continue;
            var content = string.Join('\n', lines[from..index]).Trim('\n');
            if (!string.IsNullOrWhiteSpace(content))
                yield return (language, content);
            language = selected ?? language;
            from = index + 1;
        }
    }

    private static List<(string Language, string Text)> IpynbCells(string path, string text)
    {
        try
        {
            using var file = JsonDocument.Parse(text);
            var root = file.RootElement;
            var language = Known(Member(root, "metadata", "kernelInfo", "defaultKernelName") ?? Member(root, "metadata", "polyglot_notebook", "kernelInfo", "defaultKernelName")
                ?? Member(root, "metadata", "polyglot_notebook", "defaultKernelName") ?? Member(root, "metadata", "dotnet_interactive", "defaultKernelName") ?? Member(root, "metadata", "kernelspec", "language"));
            return [.. root.GetProperty("cells").EnumerateArray().Select(cell => (LanguageOf(cell, language), TextOf(cell))).Where(static cell => !string.IsNullOrWhiteSpace(cell.Item2))];
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new DirectiveException(DirectiveError.Custom, $"“{path}” is not a notebook that can be read: {problem.Message}");
        }
    }

    private static string Known(string? name) => name is not null && CellLanguages.Find(name) is { } language ? language : CellLanguages.CSharp;

    private static string LanguageOf(JsonElement cell, string language)
    {
        if (cell.GetProperty("cell_type").GetString() != "code")
            return CellLanguages.Markdown;
        var named = Member(cell, "metadata", "polyglot_notebook", "kernelName") ?? Member(cell, "metadata", "dotnet_interactive", "language");
        return named is null ? language : CellLanguages.Find(named) ?? named;
    }

    private static string? Member(JsonElement element, params string[] path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return null;
        }

        return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
    }

    private static string TextOf(JsonElement cell) => cell.TryGetProperty("source", out var source)
        ? (source.ValueKind == JsonValueKind.Array ? string.Concat(source.EnumerateArray().Select(static line => line.GetString())) : source.GetString() ?? "").ReplaceLineEndings("\n")
        : "";
}
