using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using Notebook.Protocol;
using Notebook.Web.Documents;

namespace Notebook.Web.CommandLine;

/// <summary>
/// What a notebook's directives ask with <c>@input</c> or <c>@password</c>: known before it runs, unlike what its code asks.
/// </summary>
/// <param name="Name">What <c>--input</c> calls it.</param>
/// <param name="Variable">The variable that gets the answer; null when a directive other than <c>#!set</c> asks.</param>
/// <param name="IsPassword">Whether the answer is never shown.</param>
internal sealed partial record AskedInput(string Name, string? Variable, bool IsPassword)
{
    /// <summary>Those of a notebook, in order; one that is asked twice once.</summary>
    public static ImmutableArray<AskedInput> In(NotebookDocument document) =>
        [.. document.Cells.Where(static cell => cell.CanRun).SelectMany(static cell => cell.Source.Split('\n')).Where(static line => line.StartsWith("#!", StringComparison.Ordinal)).SelectMany(In).Distinct()];

    private static IEnumerable<AskedInput> In(string directive)
    {
        var variable = directive.StartsWith("#!set ", StringComparison.Ordinal) && NameOption().Match(directive) is { Success: true } name ? name.Groups["name"].Value : null;
        foreach (Match token in Token().Matches(directive))
            if (InputName.Of(Prompt(token.Groups["prompt"].Value) ?? variable ?? "") is { Length: > 0 } prompt)
                yield return new AskedInput(prompt, variable, token.Groups["kind"].Value == "password");
    }

    private static string? Prompt(string text)
    {
        if (!text.StartsWith('{'))
            return text.Trim('"') is { Length: > 0 } words ? words : null;
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.TryGetProperty("prompt", out var prompt) && prompt.ValueKind == JsonValueKind.String ? prompt.GetString() : null;
        }
        catch (JsonException)
        {
            // The directive itself says so when it runs.
            return null;
        }
    }

    [GeneratedRegex("""(?<=\s)@(?<kind>input|password)(?::(?<prompt>"[^"]*"|\{[^}]*\}|\S+))?(?=\s|$)""", RegexOptions.CultureInvariant)]
    private static partial Regex Token();

    [GeneratedRegex("""\s--name\s+"?(?<name>\w+)""", RegexOptions.CultureInvariant)]
    private static partial Regex NameOption();
}
