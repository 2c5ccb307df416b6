using System.Globalization;
using System.Text;

namespace Notebook.Web.Files;

/// <summary>Writes the C# that reads a file, with what every notebook has: a beginning to go on from.</summary>
internal static class ReadingCode
{
    private static readonly HashSet<string> Keywords =
    [
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal", "default", "delegate", "do", "double", "else", "enum", "event",
        "explicit", "extern", "false", "finally", "fixed", "float", "for", "foreach", "goto", "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long", "namespace", "new", "null",
        "object", "operator", "out", "override", "params", "private", "protected", "public", "readonly", "ref", "return", "sbyte", "sealed", "short", "sizeof", "stackalloc", "static", "string", "struct",
        "switch", "this", "throw", "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort", "using", "virtual", "void", "volatile", "while", "await", "var",
    ];

    // LoadCsv opens a path for writing too, which the common folder refuses.
    /// <param name="area">Where it lies.</param>
    /// <param name="path">From there on.</param>
    /// <param name="separator">Of a file of values, as it was found in it.</param>
    public static string Of(FileArea area, string path, char separator = ',')
    {
        var name = VariableName(path);
        var place = area == FileArea.Common ? $"Path.Combine(Common.Path, {Literal(path)})" : Literal(path);
        return FileKinds.Of(path) switch
        {
            FileKind.Delimited => $"""
                using Microsoft.Data.Analysis;

                var {name} = DataFrame.LoadCsv({(area == FileArea.Common ? $"File.OpenRead({place})" : place)}{(separator == ',' ? "" : $", separator: {Literal(separator)}")});
                {name}
                """,
            FileKind.Json => $"""
                using System.Text.Json.Nodes;

                var {name} = JsonNode.Parse(File.ReadAllText({place}));
                {name}
                """,
            FileKind.Picture when !path.EndsWith(".svg", StringComparison.OrdinalIgnoreCase) => $"""
                using SkiaSharp;

                var {name} = SKBitmap.Decode({place});
                {name}
                """,
            FileKind.Parquet => Sql(area, path),
            FileKind.DuckDb => $"""
                using DuckDB.NET.Data;

                var {name} = new DuckDBConnection("DataSource=" + {place});
                {name}.Open();
                var tables = {name}.CreateCommand();
                tables.CommandText = "SHOW TABLES";
                tables.ExecuteReader()
                """,
            FileKind.Notebook when area == FileArea.Notebook && !path.Any(char.IsWhiteSpace) => $"#!import {path}",
            FileKind.Other => $"""
                var {name} = File.ReadAllBytes({place});
                {name}.Length
                """,
            _ => $"""
                var {name} = File.ReadAllLines({place});
                {name}.Take(20)
                """,
        };
    }

    /// <summary>Whether SQL can be asked of the file itself.</summary>
    public static bool HasSql(string path) => FileKinds.Of(path) is FileKind.Delimited or FileKind.Json or FileKind.Parquet;

    /// <summary>The same with SQL.</summary>
    public static string Sql(FileArea area, string path)
    {
        var quoted = path.Replace("'", "''", StringComparison.Ordinal);
        var from = area == FileArea.Common
            ? $"\"SELECT * FROM '\" + Path.Combine(Common.Path, {Literal(path)}).Replace(\"'\", \"''\") + \"' LIMIT 1000\""
            : Literal($"SELECT * FROM '{quoted}' LIMIT 1000");
        return $"""
            using DuckDB.NET.Data;

            var database = new DuckDBConnection("DataSource=:memory:");
            database.Open();
            var query = database.CreateCommand();
            query.CommandText = {from};
            query.ExecuteReader()
            """;
    }

    /// <summary>A C# name for what a file holds: <c>winter-2025.csv</c> becomes <c>winter2025</c>.</summary>
    internal static string VariableName(string path)
    {
        var file = Path.GetFileNameWithoutExtension(path);
        var name = new StringBuilder();
        var startsWord = false;
        foreach (var letter in file)
        {
            if (!char.IsLetterOrDigit(letter))
                startsWord = name.Length > 0;
            else if (name.Length > 0 || char.IsLetter(letter))
            {
                name.Append(name.Length == 0 ? char.ToLowerInvariant(letter) : startsWord ? char.ToUpperInvariant(letter) : letter);
                startsWord = false;
            }
        }

        var text = name.Length > 40 ? name.ToString(0, 40) : name.ToString();
        return text.Length == 0 || Keywords.Contains(text) ? "data" : text;
    }

    private static string Literal(char letter) => letter == '\t' ? "'\\t'" : $"'{letter}'";

    private static string Literal(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (var letter in text)
            _ = letter is '"' or '\\' ? literal.Append('\\').Append(letter)
                : char.IsControl(letter) || letter is '\u2028' or '\u2029' or '\u0085' ? literal.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}")
                : literal.Append(letter);
        return literal.Append('"').ToString();
    }
}
