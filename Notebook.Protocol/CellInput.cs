using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Notebook.Protocol;

/// <summary>An input as the output that shows it holds it, value included (<see cref="MimeTypes.Input"/>). Every value is text, whatever the kind.</summary>
/// <remarks>
/// <code>
/// { "id": "cell/slider:Threshold", "kind": "slider", "label": "Threshold", "value": "0.6", "default": "0.5", "min": "0", "max": "1", "step": "0.05" }
/// { "id": "cell/select:Station", "kind": "select", "label": "Station", "value": "Esbjerg", "default": "Cuxhaven", "options": ["Cuxhaven", "Esbjerg"] }
/// </code>
/// Kinds: <c>text</c>, <c>lines</c>, <c>number</c>, <c>slider</c>, <c>checkbox</c> (true, false), <c>select</c>, <c>several</c> (a JSON array of
/// options), <c>date</c> (2026-11-24), <c>file</c> (its path from the notebook's folder on), <c>button</c> (how often it was pressed),
/// <c>password</c> (whose value is never in it).
/// </remarks>
public sealed record CellInput
{
    public const int MaxOptions = 1_000;

    /// <summary>The longest label or option, in UTF-16 code units.</summary>
    public const int MaxLabelChars = 200;

    /// <summary>The longest text or password, in UTF-16 code units.</summary>
    public const int MaxValueChars = 100_000;

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public required string Kind { get; init; }

    public required string Label { get; init; }

    /// <summary>What the input begins with.</summary>
    public required string Default { get; init; }

    /// <summary>The cell that shows it, a slash, and its <see cref="Key"/>; empty before it is shown.</summary>
    public string Id { get; init; } = "";

    public string Value { get; init; } = "";

    public string? Min { get; init; }

    public string? Max { get; init; }

    public string? Step { get; init; }

    public string? Placeholder { get; init; }

    /// <summary>Of a file: what the browser offers to choose, such as <c>.csv,.json</c>.</summary>
    public string? Accept { get; init; }

    public ImmutableArray<string> Options { get; init; } = [];

    /// <summary>Names the input within its cell, whatever the cell is called.</summary>
    public string Key => Id[(Id.IndexOf('/', StringComparison.Ordinal) + 1)..];

    /// <summary>Whether somebody chose another value than the code gives.</summary>
    public bool IsChosen => Kind != "password" && Value != Default;

    /// <summary>The options that are chosen, of an input that takes several.</summary>
    public IReadOnlyList<string> Several => Strings(Value) ?? [];

    /// <summary>Reads an input. Kernels and files may send anything: what is not exactly of this shape is none.</summary>
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
                Accept = Text("accept"),
                Options = root.TryGetProperty("options", out var options) && options.ValueKind == JsonValueKind.Array
                    ? [.. options.EnumerateArray().Take(MaxOptions).Select(static option => option.ValueKind == JsonValueKind.String ? option.GetString()! : "")] : [],
            };
            return input.Kind is "text" or "lines" or "number" or "slider" or "checkbox" or "select" or "several" or "date" or "file" or "button" or "password" ? input : null;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>One line, and not longer than a label may be.</summary>
    public static string Clip(string text)
    {
        text = string.Join(' ', text.Split(['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= MaxLabelChars ? text : string.Concat(text.AsSpan(0, MaxLabelChars - 1), "…");
    }

    /// <summary>The strings of a JSON array; null when it is none.</summary>
    public static IReadOnlyList<string>? Strings(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Array && document.RootElement.EnumerateArray().All(static item => item.ValueKind == JsonValueKind.String)
                ? [.. document.RootElement.EnumerateArray().Select(static item => item.GetString()!)] : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The forms of an output that shows it.</summary>
    public MimeBundle ToBundle() => MimeBundle.Of(MimeTypes.Input, Json(), Kind switch
    {
        "password" => Label,
        "several" => $"{Label}: {string.Join(", ", Several)}",
        "file" when Value.Length == 0 => $"{Label}: no file",
        _ => $"{Label}: {Value}",
    });

    private string Json()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Writing))
        {
            var isSecret = Kind == "password";
            json.WriteStartObject();
            foreach (var (name, text) in (ReadOnlySpan<(string, string?)>)
                [("id", Id), ("kind", Kind), ("label", Label), ("value", isSecret ? null : Value), ("default", isSecret ? null : Default),
                    ("min", Min), ("max", Max), ("step", Step), ("placeholder", Placeholder), ("accept", Accept)])
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
