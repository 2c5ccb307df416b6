using System.Buffers;
using System.Text;
using System.Text.Json;
using Notebook.Interactive.Formatting;
using Notebook.Protocol;

namespace Notebook.Interactive.Inputs;

/// <summary>What an input is, apart from its value.</summary>
/// <remarks>
/// Shown as <c>application/vnd.notebook.input.v1+json</c>; every value is text, whatever the kind:
/// <code>
/// { "id": "cell/slider:Threshold", "kind": "slider", "label": "Threshold", "value": "0.6", "default": "0.5", "min": "0", "max": "1", "step": "0.05" }
/// { "id": "cell/select:Station", "kind": "select", "label": "Station", "value": "Esbjerg", "default": "Cuxhaven", "options": ["Cuxhaven", "Esbjerg"] }
/// </code>
/// Kinds: <c>text</c>, <c>lines</c>, <c>number</c>, <c>slider</c>, <c>checkbox</c> (true, false), <c>select</c>, <c>several</c> (a JSON array of
/// options), <c>date</c> (2026-11-24), <c>button</c> (how often it was pressed), <c>password</c> (whose value is never in it).
/// </remarks>
internal sealed record InputSpec
{
    public const int MaxOptions = 1_000;

    /// <summary>The longest label or option, in UTF-16 code units.</summary>
    public const int MaxLabelChars = 200;

    public required string Kind { get; init; }

    public required string Label { get; init; }

    public required string Default { get; init; }

    public string? Min { get; init; }

    public string? Max { get; init; }

    public string? Step { get; init; }

    public string? Placeholder { get; init; }

    public IReadOnlyList<string>? Options { get; init; }

    /// <summary>One line, and not longer than a label may be.</summary>
    public static string Clip(string text)
    {
        text = string.Join(' ', text.Split(['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= MaxLabelChars ? text : string.Concat(text.AsSpan(0, MaxLabelChars - 1), "…");
    }

    public MimeBundle ToBundle(string id, string value) =>
        MimeBundle.Of(MimeTypes.Input, Json(id, value), Kind switch
        {
            "password" => Label,
            "several" => $"{Label}: {string.Join(", ", JsonSerializer.Deserialize(value, InputJson.Default.StringArray) ?? [])}",
            _ => $"{Label}: {value}",
        });

    private string Json(string id, string value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, TableJson.WriterOptions))
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteString("kind", Kind);
            json.WriteString("label", Label);
            if (Kind != "password")
            {
                json.WriteString("value", value);
                json.WriteString("default", Default);
            }

            foreach (var (name, text) in (ReadOnlySpan<(string, string?)>)[("min", Min), ("max", Max), ("step", Step), ("placeholder", Placeholder)])
                if (text is not null)
                    json.WriteString(name, text);
            if (Options is not null)
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
