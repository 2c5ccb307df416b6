using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Notebook.Web.Components.Notebooks;

/// <summary>A code cell's number in its gutter, as fixed HTML: one frame for each reader instead of four, and one text for all of them.</summary>
internal static class CellNumber
{
    /// <summary>Cells beyond these are few, and get a text each.</summary>
    private const int Kept = 2_000;

    private static readonly string?[] Numbers = new string?[Kept];

    /// <param name="number">The cell's number.</param>
    /// <param name="executionCount">Which submission of its kernel its outputs came from; null when it has none.</param>
    public static MarkupString Of(int number, int? executionCount) => (MarkupString)(
        executionCount is { } count ? Write(number, string.Create(CultureInfo.InvariantCulture, $" title=\"Run {count} of its kernel\""))
        : number is >= 0 and < Kept ? Numbers[number] ??= Write(number, null)
        : Write(number, null));

    private static string Write(int number, string? title) =>
        string.Create(CultureInfo.InvariantCulture, $"<span class=\"count-n\" aria-hidden=\"true\"{title}>{number}</span>");
}
