using System.Text.Json;

namespace Notebook.Web.Formats;

/// <summary>Parses a file's JSON, or says in plain words why it can't be parsed.</summary>
internal static class JsonFile
{
    /// <param name="utf8">Valid UTF-8.</param>
    /// <param name="firstLine">The 1-based line of the file at which the JSON begins.</param>
    /// <exception cref="UnreadableNotebookException">It is not JSON.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> utf8, int firstLine = 1)
    {
        if (HasTooManyTokens(utf8.Span))
            throw new UnreadableNotebookException($"It holds more than {FileLimits.MaxJsonTokens / 1_000_000} million JSON values. Clear its outputs where it came from, then try again.");

        var sound = LoneSurrogates.Replace(utf8);
        try
        {
            return JsonDocument.Parse(sound, new JsonDocumentOptions { MaxDepth = FileLimits.MaxJsonDepth });
        }
        catch (JsonException exception)
        {
            throw new UnreadableNotebookException(Describe(exception, sound.Span, firstLine), exception);
        }
    }

    private static string Describe(JsonException exception, ReadOnlySpan<byte> utf8, int firstLine)
    {
        var line = (exception.LineNumber ?? 0) + firstLine;
        if (IsTooDeep(utf8))
            return $"Its JSON nests more than {FileLimits.MaxJsonDepth} levels deep at line {line}.";

        var lastLine = FileText.LineAt(utf8, utf8.TrimEnd(" \t\r\n"u8).Length) + firstLine - 1;
        return line >= lastLine && IsCutOff(utf8)
            ? $"Its JSON ends too early, at line {line}: the file is cut off."
            : $"Its JSON has an error at line {line}, column {(exception.BytePositionInLine ?? 0) + 1}: the file is damaged or is not a notebook.";
    }

    private static bool HasTooManyTokens(ReadOnlySpan<byte> utf8)
    {
        // A token takes a byte at least, so most files need no counting.
        if (utf8.Length <= FileLimits.MaxJsonTokens)
            return false;

        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = FileLimits.MaxJsonDepth });
        try
        {
            var count = 0;
            while (reader.Read())
            {
                if (++count > FileLimits.MaxJsonTokens)
                    return true;
            }

            return false;
        }
        catch (JsonException)
        {
            // The parser will stop here as well, and say why.
            return false;
        }
    }

    private static bool IsTooDeep(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = FileLimits.MaxJsonDepth + 2 });
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth > FileLimits.MaxJsonDepth)
                    return true;
            }

            return false;
        }
        catch (JsonException)
        {
            // The parser stopped at its first fault; so does this, at the same one.
            return false;
        }
    }

    /// <summary>Whether the text would be the beginning of sound JSON.</summary>
    private static bool IsCutOff(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = FileLimits.MaxJsonDepth }));
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            // A fault before the end: more text would not have helped.
            return false;
        }
    }
}
