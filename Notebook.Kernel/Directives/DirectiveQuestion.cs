using System.Text.Json;

namespace Notebook.Kernel.Directives;

/// <summary>What a directive asks with <c>@input</c> or <c>@password</c>: alone, with a prompt, or with JSON of <c>prompt</c>, <c>type</c> and <c>saveAs</c>.</summary>
/// <param name="Prompt">The words of the question.</param>
/// <param name="TypeHint">What HTML calls such an input.</param>
internal sealed record DirectiveQuestion(string Prompt, string TypeHint)
{
    /// <summary>The name under which the kernel remembers the answer; null to ask each time.</summary>
    public string? SaveAs { get; init; }

    /// <param name="value">The directive's value, which begins with one of the two.</param>
    /// <param name="name">The variable: the prompt when there is no other.</param>
    /// <exception cref="DirectiveException">The JSON is no such object.</exception>
    public static DirectiveQuestion Of(DirectiveValue value, string name)
    {
        var isPassword = value.Text.StartsWith("@password", StringComparison.Ordinal);
        var plain = new DirectiveQuestion(name, isPassword ? "password" : "text");
        var words = value.Text.IndexOf(':', StringComparison.Ordinal) is var colon and > 0 ? value.Text[(colon + 1)..] : "";
        if (!words.StartsWith('{'))
            return words.Trim('"') is { Length: > 0 } prompt ? plain with { Prompt = prompt } : plain;

        try
        {
            using var json = JsonDocument.Parse(words);
            return plain with
            {
                Prompt = Text(json.RootElement, "prompt") ?? name,
                TypeHint = isPassword ? "password" : Text(json.RootElement, "type") ?? Text(json.RootElement, "typeHint") ?? "text",
                SaveAs = Text(json.RootElement, "saveAs"),
            };
        }
        catch (JsonException problem)
        {
            throw new DirectiveException(DirectiveError.InvalidJson, $"This is not valid JSON: {problem.Message}");
        }
    }

    private static string? Text(JsonElement json, string property) =>
        json.TryGetProperty(property, out var text) && text.ValueKind == JsonValueKind.String && text.GetString() is { Length: > 0 } found ? found : null;
}
