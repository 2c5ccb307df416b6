using System.Collections.Immutable;
using System.Text.Json;
using Notebook.Protocol;

namespace Notebook.Web.Outputs;

/// <summary>How one participant looks at a table: the browser's words for it, checked before a kernel hears them.</summary>
internal sealed record TableQuery
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { MaxDepth = 8 };

    public ImmutableArray<TableSort> Sorts { get; init; } = [];

    public ImmutableArray<TableFilter> Filters { get; init; } = [];

    /// <returns>Null when the text is no query.</returns>
    public static TableQuery? Read(string? json)
    {
        if (string.IsNullOrEmpty(json))
            return new TableQuery();
        try
        {
            return JsonSerializer.Deserialize<TableQuery>(json, Json);
        }
        catch (JsonException)
        {
            // The answer is no.
            return null;
        }
    }

    /// <summary>Whether it can be asked of a table with so many columns.</summary>
    public bool IsWithin(int columns) =>
        !Sorts.IsDefault && Sorts.Length <= TableLimits.MaxSorts && Sorts.All(s => s is not null && s.Column >= 0 && s.Column < columns)
        && !Filters.IsDefault && Filters.Length <= TableLimits.MaxFilters && Filters.All(f => f is not null && f.Column >= -1 && f.Column < columns
            && Enum.IsDefined(f.Kind) && !f.Values.IsDefault && f.Values.Length <= TableLimits.MaxChoices && f.Values.All(static v => v is { Length: <= TableLimits.MaxFilterChars })
            && (f.Values.Length > 0 || f.Kind is TableFilterKind.Empty or TableFilterKind.NotEmpty));
}
