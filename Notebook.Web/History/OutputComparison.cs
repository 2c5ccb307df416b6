using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Notebook.Protocol;
using Notebook.Web.Documents;

namespace Notebook.Web.History;

/// <summary>
/// Whether a cell shows what it had shown. What is read is compared as text, letter by letter: a time or a random number that
/// is printed is a difference, and is shown as one. Charts are compared by their data, pictures and documents by their content.
/// A cell tagged <c>volatile</c> only has to end in the same way.
/// </summary>
internal static class OutputComparison
{
    public const string VolatileTag = "volatile";

    /// <summary>Kept of each text, in UTF-16 code units: the difference is to be seen, not archived.</summary>
    private const int MaxText = 20_000;

    /// <summary>What a processor may differ by in a long calculation.</summary>
    private const double Tolerance = 1e-9;

    /// <summary>Of these the text says everything; the data has ids of its own run.</summary>
    private static readonly ImmutableHashSet<string> ReadAsText = [MimeTypes.PlainText, MimeTypes.Table, MimeTypes.Tree, MimeTypes.Input, MimeTypes.Progress, MimeTypes.Warnings];

    /// <summary>Compares what a notebook shows with what it shows after another run.</summary>
    /// <returns>How many cells were compared, and those that differ.</returns>
    public static (int Compared, ImmutableArray<CellVerdict> Differing) Compare(NotebookDocument expected, NotebookDocument actual)
    {
        var compared = 0;
        var differing = ImmutableArray.CreateBuilder<CellVerdict>();
        foreach (var (index, cell) in expected.Cells.Index().Where(static cell => HasShown(cell.Item)))
        {
            compared++;
            var now = actual.Find(cell.Id);
            if (Difference(cell, now) is { } words)
                differing.Add(new(cell.Id, index + 1, words, Cut(OutputText.Of(cell)), now is null ? "" : Cut(OutputText.Of(now))));
        }

        return (compared, differing.ToImmutable());
    }

    /// <summary>Whether there is anything to compare with: the cell has run, here or where its file was made.</summary>
    public static bool HasShown(Cell cell) => cell.CanRun && (!cell.Outputs.IsEmpty || cell.LastRun is not null || cell.ExecutionCount is not null);

    private static string? Difference(Cell expected, Cell? actual)
    {
        if (actual?.LastRun is not { StartedAt: not null })
            return "It did not run.";
        if (HasFailed(expected) != HasFailed(actual))
            return HasFailed(actual) ? "It fails now." : "It had failed, and does not now.";
        if (IsVolatile(expected))
            return null;
        if (OutputText.Of(expected) != OutputText.Of(actual))
            return "It shows something else.";

        var (were, are) = (Displays(expected), Displays(actual));
        if (were.Count != are.Count)
            return "It shows another number of things.";
        foreach (var (was, now) in were.Zip(are))
            if (Difference(was, now) is { } words)
                return words;
        return null;
    }

    private static bool HasFailed(Cell cell) => cell.Outputs.Exists(static output => output is ErrorCellOutput);

    private static List<MimeBundle> Displays(Cell cell) => [.. cell.Outputs.OfType<DisplayOutput>().Select(static output => output.Data).Where(static data => CompilerWarnings.Of(data) is null)];

    private static string? Difference(MimeBundle expected, MimeBundle actual)
    {
        foreach (var (type, content) in expected.Contents.Where(static entry => !ReadAsText.Contains(entry.Key)))
        {
            if (actual[type] is not { } now)
                return $"It shows no {type} any more.";
            if (type == MimeTypes.Plotly ? !SameChart(content, now) : content != now)
                return type == MimeTypes.Plotly ? "The data of its chart differs." : MimeTypes.IsBase64(type) || type == MimeTypes.Svg ? "Its picture differs." : $"What it shows as {type} differs.";
        }

        return null;
    }

    private static bool SameChart(string expected, string actual)
    {
        if (expected == actual)
            return true;
        try
        {
            return Same(JsonNode.Parse(expected)?["data"], JsonNode.Parse(actual)?["data"]);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not the form of a chart: then only the same text is the same.
            return false;
        }
    }

    private static bool Same(JsonNode? expected, JsonNode? actual) => (expected, actual) switch
    {
        (null, null) => true,
        (JsonArray were, JsonArray are) => were.Count == are.Count && were.Zip(are).All(static pair => Same(pair.First, pair.Second)),
        // A trace's uid names it on one page.
        (JsonObject was, JsonObject now) => was.Where(IsData).Count() == now.Where(IsData).Count() && was.Where(IsData).All(property => now.TryGetPropertyValue(property.Key, out var other) && Same(property.Value, other)),
        (JsonValue was, JsonValue now) => Same(was, now),
        _ => false,
    };

    private static bool IsData(KeyValuePair<string, JsonNode?> property) => property.Key != "uid";

    private static bool Same(JsonValue expected, JsonValue actual) =>
        expected.GetValueKind() == JsonValueKind.Number && actual.GetValueKind() == JsonValueKind.Number && expected.TryGetValue<double>(out var was) && actual.TryGetValue<double>(out var now)
            ? Math.Abs(was - now) <= Tolerance * Math.Max(Math.Abs(was), Math.Abs(now))
            : expected.ToJsonString() == actual.ToJsonString();

    private static bool IsVolatile(Cell cell)
    {
        if (cell.MetadataJson is not { } json)
            return false;
        try
        {
            return JsonNode.Parse(json)?["tags"] is JsonArray tags && tags.Any(static tag => tag is JsonValue value && value.TryGetValue<string>(out var name) && name == VolatileTag);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Metadata from a file may be anything.
            return false;
        }
    }

    private static string Cut(string text) => text.Length <= MaxText ? text : text[..MaxText] + "\n…";
}
