namespace Notebook.Web.Files;

/// <summary>What a file holds, by its name: decides how it is shown and which code reads it.</summary>
public enum FileKind
{
    Other,
    Delimited,
    Json,
    Picture,
    Text,
    Parquet,
    DuckDb,
    Notebook,
}

internal static class FileKinds
{
    private static readonly Dictionary<string, string> Pictures = new(StringComparer.OrdinalIgnoreCase)
    {
        [".png"] = "image/png", [".jpg"] = "image/jpeg", [".jpeg"] = "image/jpeg", [".gif"] = "image/gif", [".webp"] = "image/webp", [".bmp"] = "image/bmp", [".svg"] = "image/svg+xml",
    };

    public static FileKind Of(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".csv" or ".tsv" or ".tab" => FileKind.Delimited,
        ".json" or ".geojson" => FileKind.Json,
        ".parquet" => FileKind.Parquet,
        ".duckdb" => FileKind.DuckDb,
        ".ipynb" or ".dib" => FileKind.Notebook,
        ".txt" or ".md" or ".log" or ".xml" or ".yaml" or ".yml" or ".toml" or ".ini" or ".cs" or ".csx" or ".sql" or ".html" or ".jsonl" or ".ndjson" => FileKind.Text,
        var end when Pictures.ContainsKey(end) => FileKind.Picture,
        _ => FileKind.Other,
    };

    /// <returns>Null for what is no picture that browsers show.</returns>
    public static string? PictureType(string path) => Pictures.GetValueOrDefault(Path.GetExtension(path));
}
