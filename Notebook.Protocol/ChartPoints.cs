using System.Text.Json;

namespace Notebook.Protocol;

/// <summary>What the series of a chart have got since it was last told of: only the new points.</summary>
public sealed record ChartPoints
{
    /// <summary>The most points that the series of one chart keep together. A chart that keeps more is sent whole, and less often.</summary>
    public const int MaxKept = 200_000;

    public const int MaxSeries = 500;

    /// <summary>The longest <see cref="Series"/>, in UTF-16 code units.</summary>
    public const int MaxSeriesChars = 4_000_000;

    public const int MaxSummaryChars = 10_000;

    /// <summary>A JSON array with an entry per series of the chart: null, or <c>{"x":[…],"y":[…]}</c> with numbers, texts or nulls.</summary>
    public required string Series { get; init; }

    /// <summary>How many points each series keeps; the oldest go.</summary>
    public required int Keeps { get; init; }

    /// <summary>The chart in words, these points included.</summary>
    public required string Summary { get; init; }

    /// <summary>Within the bounds of the protocol, and of the form that <see cref="Series"/> has.</summary>
    public bool IsWellFormed()
    {
        if (Series is not { Length: <= MaxSeriesChars } || Summary is not { Length: <= MaxSummaryChars } || Keeps is < 1 or > MaxKept)
            return false;
        try
        {
            using var json = JsonDocument.Parse(Series, new JsonDocumentOptions { MaxDepth = 4 });
            return json.RootElement.ValueKind == JsonValueKind.Array
                && json.RootElement.GetArrayLength() <= MaxSeries
                && json.RootElement.EnumerateArray().All(static series => series.ValueKind == JsonValueKind.Null || (Values(series, "x") is { } x && Values(series, "y") is { } y && x == y));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <returns>How many there are; null when they are none.</returns>
    private static int? Values(JsonElement series, string name) =>
        series.ValueKind == JsonValueKind.Object && series.TryGetProperty(name, out var values) && values.ValueKind == JsonValueKind.Array
        && values.EnumerateArray().All(static value => value.ValueKind is JsonValueKind.Number or JsonValueKind.String or JsonValueKind.Null) ? values.GetArrayLength() : null;
}
