using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Notebook.Protocol;

namespace Notebook.Web.Documents;

/// <summary>
/// An input as an output holds it (<see cref="MimeTypes.Input"/>); its shape is written down at <c>Notebook.Interactive.Inputs.InputSpec</c>.
/// Kernels and files may send anything: what is not exactly of that shape is no input.
/// </summary>
public sealed record CellInput
{
    public const int MaxOptions = 1_000;

    /// <summary>The longest text or password, in UTF-16 code units.</summary>
    public const int MaxValueChars = 100_000;

    private const int MaxLabelChars = 200;

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public required string Id { get; init; }

    public required string Kind { get; init; }

    public required string Label { get; init; }

    public required string Value { get; init; }

    public required string Default { get; init; }

    public string? Min { get; init; }

    public string? Max { get; init; }

    public string? Step { get; init; }

    public string? Placeholder { get; init; }

    public ImmutableArray<string> Options { get; init; } = [];

    /// <summary>Names the input within its cell, whatever the cell is called.</summary>
    public string Key => Id[(Id.IndexOf('/', StringComparison.Ordinal) + 1)..];

    /// <summary>Whether somebody chose another value than the code gives.</summary>
    public bool IsChosen => Kind != "password" && Value != Default;

    /// <summary>The options that are chosen, of an input that takes several.</summary>
    public IReadOnlyList<string> Several => Strings(Value) ?? [];

    /// <returns>Null when the JSON is no input.</returns>
    public static CellInput? Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            string? Text(string name, int max = MaxLabelChars) =>
                root.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String && text.GetString() is { } found && found.Length <= max ? found : null;

            if (Text("id", InputRead.MaxIdChars) is not { Length: > 0 } id || Text("kind") is not { } kind || Text("label") is not { } label)
                return null;
            var input = new CellInput
            {
                Id = id,
                Kind = kind,
                Label = label,
                Value = Text("value", MaxValueChars) ?? "",
                Default = Text("default", MaxValueChars) ?? "",
                Min = Text("min"),
                Max = Text("max"),
                Step = Text("step"),
                Placeholder = Text("placeholder"),
                Options = root.TryGetProperty("options", out var options) && options.ValueKind == JsonValueKind.Array
                    ? [.. options.EnumerateArray().Take(MaxOptions).Select(static option => option.ValueKind == JsonValueKind.String ? option.GetString()! : "")] : [],
            };
            return input.Kind is "text" or "lines" or "number" or "slider" or "checkbox" or "select" or "several" or "date" or "button" or "password" ? input : null;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Why a text can't be its value; null when it can.</summary>
    public string? Problem(string value) => Kind switch
    {
        _ when value.Length > MaxValueChars => $"An input takes at most {MaxValueChars.ToString("N0", CultureInfo.InvariantCulture)} characters. Put longer texts into a file.",
        "text" or "password" when value.AsSpan().ContainsAny('\n', '\r') => $"“{Label}” is one line.",
        "number" or "slider" => Number(value) is not { } number || number < (Number(Min) ?? number) || number > (Number(Max) ?? number) ? $"“{Label}” is a number{Range}." : null,
        "checkbox" when value is not ("true" or "false") => $"“{Label}” is true or false.",
        "select" when !Options.Contains(value) => $"“{Label}” has no such option.",
        "several" when Strings(value) is not { } chosen || !chosen.All(Options.Contains) || chosen.Distinct().Count() < chosen.Length => $"“{Label}” has no such options.",
        "date" when !DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            || string.CompareOrdinal(value, Min ?? value) < 0 || string.CompareOrdinal(value, Max ?? value) > 0 => $"“{Label}” is a date{Range}.",
        _ => null,
    };

    /// <summary>The forms of an output that shows it.</summary>
    public MimeBundle ToBundle() => MimeBundle.Of(MimeTypes.Input, Json(), Kind switch
    {
        "password" => Label,
        "several" => $"{Label}: {string.Join(", ", Several)}",
        _ => $"{Label}: {Value}",
    });

    private string Range => (Min, Max) switch
    {
        (null, null) => "",
        ({ } least, null) => $", {least} or more",
        (null, { } most) => $", {most} or less",
        var (least, most) => $" from {least} to {most}",
    };

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static string[]? Strings(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<string[]>(json) is { } strings && !strings.Contains(null) ? strings : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string Json()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Writing))
        {
            json.WriteStartObject();
            foreach (var (name, text) in (ReadOnlySpan<(string, string?)>)
                [("id", Id), ("kind", Kind), ("label", Label), ("value", Kind == "password" ? null : Value), ("default", Kind == "password" ? null : Default), ("min", Min), ("max", Max), ("step", Step), ("placeholder", Placeholder)])
                if (text is not null)
                    json.WriteString(name, text);
            if (!Options.IsEmpty)
            {
                json.WriteStartArray("options");
                foreach (var option in Options)
                    json.WriteStringValue(option);
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
