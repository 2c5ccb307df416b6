using System.Globalization;
using System.Text.Json;
using Microsoft.DotNet.Interactive;
using Notebook.Interactive.Inputs;
using Notebook.Protocol;

namespace Notebook.Interactive;

public static partial class Input
{
    private const string DateForm = "yyyy-MM-dd";

    /// <summary>A line of text.</summary>
    /// <example><code>var name = Input.Text("Name", "Ada"); $"Hello {name}"</code></example>
    public static Input<string> Text(string label, string value = "", string? placeholder = null) =>
        new(new CellInput { Kind = "text", Label = CellInput.Clip(label), Default = value, Placeholder = placeholder is null ? null : CellInput.Clip(placeholder) }, static text => text);

    /// <summary>Several lines of text.</summary>
    public static Input<string> Lines(string label, string value = "") =>
        new(new CellInput { Kind = "lines", Label = CellInput.Clip(label), Default = value }, static text => text);

    /// <summary>A number.</summary>
    public static Input<double> Number(string label, double value = 0, double? min = null, double? max = null, double? step = null) =>
        OfNumber("number", label, value, min, max, step, Number);

    /// <summary>A whole number.</summary>
    public static Input<int> Number(string label, int value, int? min = null, int? max = null, int step = 1) =>
        OfNumber("number", label, value, min, max, step, Whole);

    /// <summary>A slider.</summary>
    /// <param name="label">What stands beside it.</param>
    /// <param name="min">The value at its left end.</param>
    /// <param name="max">The value at its right end.</param>
    /// <param name="value">Where it stands at first; at its left end unless given.</param>
    /// <param name="step">How far one step is; a hundredth of the way unless given.</param>
    /// <example><code>var threshold = Input.Slider("Threshold, m", min: 0.2, max: 1.2, value: 0.6, step: 0.05);</code></example>
    public static Input<double> Slider(string label, double min, double max, double? value = null, double? step = null) =>
        OfNumber("slider", label, value ?? min, min, max, step ?? Math.Round((max - min) / 100, 10), Number);

    /// <summary>A slider over whole numbers.</summary>
    /// <inheritdoc cref="Slider(string, double, double, double?, double?)"/>
    public static Input<int> Slider(string label, int min, int max, int? value = null, int step = 1) =>
        OfNumber("slider", label, value ?? min, min, max, step, Whole);

    /// <summary>Yes or no.</summary>
    public static Input<bool> Checkbox(string label, bool value = false) =>
        new(new CellInput { Kind = "checkbox", Label = CellInput.Clip(label), Default = value ? "true" : "false" },
            static text => bool.TryParse(text, out var isSet) ? isSet : throw new FormatException("It is true or false."));

    /// <summary>One of several options.</summary>
    /// <param name="label">What stands beside it.</param>
    /// <param name="options">What can be chosen.</param>
    /// <param name="value">What is chosen at first; the first option unless given.</param>
    /// <param name="text">What an option is called; its own text unless given.</param>
    /// <example><code>var station = Input.Select("Station", readings.Select(r =&gt; r.Station).Distinct());</code></example>
    public static Input<T> Select<T>(string label, IEnumerable<T> options, T? value = default, Func<T, string>? text = null)
    {
        var offered = new InputOptions<T>(options, text);
        var first = offered.Find(value) ?? offered.Texts[0];
        return new(new CellInput { Kind = "select", Label = CellInput.Clip(label), Default = first, Options = [.. offered.Texts] }, offered.Parse, offered.Values);
    }

    /// <summary>Any number of several options.</summary>
    /// <param name="label">What stands beside it.</param>
    /// <param name="options">What can be chosen.</param>
    /// <param name="values">What is chosen at first; nothing unless given.</param>
    /// <param name="text">What an option is called; its own text unless given.</param>
    public static Input<T[]> SelectSeveral<T>(string label, IEnumerable<T> options, IEnumerable<T>? values = null, Func<T, string>? text = null)
    {
        var offered = new InputOptions<T>(options, text);
        string[] chosen = [.. (values ?? []).Select(offered.Find).OfType<string>()];
        return new(
            new CellInput { Kind = "several", Label = CellInput.Clip(label), Default = JsonSerializer.Serialize(chosen, InputJson.Default.StringArray), Options = [.. offered.Texts] },
            json => [.. Several(json).Select(offered.Parse)]);
    }

    /// <summary>A day.</summary>
    /// <param name="label">What stands beside it.</param>
    /// <param name="value">Today unless given.</param>
    /// <param name="min">The first day that can be chosen.</param>
    /// <param name="max">The last.</param>
    public static Input<DateOnly> Date(string label, DateOnly? value = null, DateOnly? min = null, DateOnly? max = null)
    {
        static string TextOf(DateOnly day) => day.ToString(DateForm, CultureInfo.InvariantCulture);
        return new(
            new CellInput { Kind = "date", Label = CellInput.Clip(label), Default = TextOf(value ?? DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().Date)), Min = min is { } first ? TextOf(first) : null, Max = max is { } last ? TextOf(last) : null },
            text => DateOnly.TryParseExact(text, DateForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && !(day < min) && !(day > max)
                ? day : throw new FormatException($"It is a date such as 2026-11-24{(min ?? max) switch { null => "", _ => ", within its bounds" }}."));
    }

    /// <summary>A file. Whoever may run the notebook uploads one into its folder; code reads it.</summary>
    /// <param name="label">What stands beside it.</param>
    /// <param name="accept">What the browser offers to choose, such as <c>.csv,.json</c>; anything unless given.</param>
    /// <example><code>var readings = Input.File("Readings", accept: ".csv"); if (readings.Value.HasFile) readings.Value.ReadAllText()</code></example>
    public static Input<InputFile> File(string label, string? accept = null) =>
        new(new CellInput { Kind = "file", Label = CellInput.Clip(label), Default = "", Accept = accept is null ? null : CellInput.Clip(accept) }, path => new InputFile(label, path));

    /// <summary>A password. What is typed is in no output and in no file; the kernel alone has it, as long as it lives.</summary>
    /// <example><code>var key = Input.Password("API key"); var client = new Client(key.Value.GetClearTextPassword());</code></example>
    public static Input<PasswordString> Password(string label) =>
        new(new CellInput { Kind = "password", Label = CellInput.Clip(label), Default = "" }, static text => new PasswordString(text));

    /// <summary>A button. Its value is how often it was pressed; the cells that read it are stale after each press.</summary>
    public static Input<int> Button(string label) =>
        new(new CellInput { Kind = "button", Label = CellInput.Clip(label), Default = "0" }, static text => Whole(text) ?? throw new FormatException("It is a whole number."));

    private static Input<T> OfNumber<T>(string kind, string label, T value, T? min, T? max, T? step, Func<string, T?> parse)
        where T : struct, IComparable<T>, IFormattable
    {
        if (min is { } least && max is { } most && least.CompareTo(most) > 0)
            throw new ArgumentException($"The input “{label}” has a smallest value that is larger than its largest: {least} and {most}.");
        if (IsBeyond(value, min, max))
            throw new ArgumentException($"The input “{label}” can't begin with {value}: that is not between {min} and {max}.");

        static string? TextOf(T? number) => number?.ToString(null, CultureInfo.InvariantCulture);
        return new(
            new CellInput { Kind = kind, Label = CellInput.Clip(label), Default = TextOf(value)!, Min = TextOf(min), Max = TextOf(max), Step = TextOf(step) },
            text => parse(text) is { } number && !IsBeyond(number, min, max) ? number
                : throw new FormatException($"It is a {(typeof(T) == typeof(int) ? "whole number" : "number")}{(min is null && max is null ? "" : $" from {TextOf(min) ?? "any"} to {TextOf(max) ?? "any"}")}."));
    }

    private static bool IsBeyond<T>(T value, T? min, T? max)
        where T : struct, IComparable<T> => value.CompareTo(min ?? value) < 0 || value.CompareTo(max ?? value) > 0;

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static int? Whole(string text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static IReadOnlyList<string> Several(string json) => CellInput.Strings(json) ?? throw new FormatException("It is a list of its options.");
}
