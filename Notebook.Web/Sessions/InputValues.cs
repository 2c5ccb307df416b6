using System.Globalization;
using Notebook.Protocol;

namespace Notebook.Web.Sessions;

/// <summary>Which texts can be the value of an input.</summary>
internal static class InputValues
{
    private const int MaxPathChars = 1_000;

    /// <summary>Why a text can't be the input's value, as a sentence; null when it can.</summary>
    public static string? Problem(CellInput input, string value) => input.Kind switch
    {
        _ when value.Length > CellInput.MaxValueChars => $"An input takes at most {CellInput.MaxValueChars.ToString("N0", CultureInfo.InvariantCulture)} characters. Put longer texts into a file.",
        "text" or "password" when value.AsSpan().ContainsAny('\n', '\r') => $"“{input.Label}” is one line.",
        "number" or "slider" => Number(value) is not { } number || number < (Number(input.Min) ?? number) || number > (Number(input.Max) ?? number) ? $"“{input.Label}” is a number{Range(input)}." : null,
        "checkbox" when value is not ("true" or "false") => $"“{input.Label}” is true or false.",
        "select" when !input.Options.Contains(value) => $"“{input.Label}” has no such option.",
        "several" when CellInput.Strings(value) is not { } chosen || !chosen.All(input.Options.Contains) || chosen.Distinct().Count() < chosen.Count => $"“{input.Label}” has no such options.",
        "date" when !DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            || string.CompareOrdinal(value, input.Min ?? value) < 0 || string.CompareOrdinal(value, input.Max ?? value) > 0 => $"“{input.Label}” is a date{Range(input)}.",
        "file" when value.Length > 0 && !IsInside(value) => $"“{input.Label}” is a file of this notebook's folder.",
        _ => null,
    };

    private static string Range(CellInput input) => (input.Min, input.Max) switch
    {
        (null, null) => "",
        ({ } least, null) => $", {least} or more",
        (null, { } most) => $", {most} or less",
        var (least, most) => $" from {least} to {most}",
    };

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static bool IsInside(string path) =>
        path.Length <= MaxPathChars && !path.Any(char.IsControl) && path.Split('/').All(static step => step is not ("" or "." or ".."));
}
