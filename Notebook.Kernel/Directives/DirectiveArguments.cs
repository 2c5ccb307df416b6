using System.Collections.Immutable;
using System.Text.Json;

namespace Notebook.Kernel.Directives;

/// <summary>
/// What stands after a directive's name: values and <c>--parameters</c> with a value each. A value is a word, a text in quotes, or
/// JSON in braces or brackets.
/// </summary>
internal sealed record DirectiveArguments
{
    public static DirectiveArguments None { get; } = new() { Values = [], Parameters = ImmutableDictionary<string, DirectiveValue?>.Empty };

    /// <summary>Values without a parameter before them, in order.</summary>
    public required ImmutableArray<DirectiveValue> Values { get; init; }

    /// <summary>By name without the dashes; null for one that has no value.</summary>
    public required ImmutableDictionary<string, DirectiveValue?> Parameters { get; init; }

    /// <exception cref="DirectiveException">A quote or a brace is not closed, the JSON is none, or a parameter stands twice.</exception>
    public static DirectiveArguments Parse(string text)
    {
        var values = ImmutableArray.CreateBuilder<DirectiveValue>();
        var parameters = ImmutableDictionary.CreateBuilder<string, DirectiveValue?>(StringComparer.Ordinal);
        string? name = null;
        for (var at = 0; (at = SkipSpace(text, at)) < text.Length;)
        {
            if (text.AsSpan(at).StartsWith("--"))
            {
                name = Word(text, ref at)[2..];
                if (!parameters.TryAdd(name, null))
                    throw new DirectiveException(DirectiveError.TooManyValues, $"The parameter --{name} stands there twice.");
                continue;
            }

            var value = Value(text, ref at);
            if (name is null)
                values.Add(value);
            else
                parameters[name] = value;
            name = null;
        }

        return new DirectiveArguments { Values = values.ToImmutable(), Parameters = parameters.ToImmutable() };
    }

    /// <summary>A parameter's value, or the first value that stands alone when there is no such parameter.</summary>
    public DirectiveValue? this[string parameter, bool orFirst = false] =>
        Parameters.TryGetValue(parameter, out var value) ? value : orFirst && Values.Length > 0 ? Values[0] : null;

    private static DirectiveValue Value(string text, ref int at)
    {
        switch (text[at])
        {
            case '"':
                var close = text.IndexOf('"', at + 1);
                if (close < 0)
                    throw new DirectiveException(DirectiveError.Custom, "A quotation mark is not closed.");
                var quoted = text[(at + 1)..close];
                at = close + 1;
                return new DirectiveValue(quoted, IsQuoted: true);
            case '{' or '[':
                return new DirectiveValue(Json(text, ref at), IsQuoted: true);
            default:
                return new DirectiveValue(Word(text, ref at), IsQuoted: false);
        }
    }

    private static string Json(string text, ref int at)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text[at..]);
        var reader = new Utf8JsonReader(bytes);
        try
        {
            reader.Read();
            reader.Skip();
        }
        catch (JsonException problem)
        {
            throw new DirectiveException(DirectiveError.InvalidJson, $"This is not valid JSON: {problem.Message}");
        }

        var json = System.Text.Encoding.UTF8.GetString(bytes, 0, (int)reader.BytesConsumed);
        at += json.Length;
        return json;
    }

    private static string Word(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && !char.IsWhiteSpace(text[at]))
        {
            // So is @input:{"prompt": "What is your name?"}, up to its closing brace.
            if (text[at] == '{' && at > start && text[at - 1] == ':' && text[start] == '@')
            {
                Json(text, ref at);
                break;
            }

            // @input:"What is your name?" is one word.
            if (text[at] == '"' && text.IndexOf('"', at + 1) is var close and > 0)
                at = close;
            at++;
        }

        return text[start..at];
    }

    private static int SkipSpace(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        return at;
    }
}

/// <summary>One value of a directive.</summary>
/// <param name="Text">Without its quotes.</param>
/// <param name="IsQuoted">Text or JSON, which never stands for anything else.</param>
internal sealed record DirectiveValue(string Text, bool IsQuoted)
{
    /// <summary>The kernel and the name of <c>@kernel:name</c>; <c>@name</c> is one of C#. Null for a plain value.</summary>
    public (string Kernel, string Name)? Reference =>
        IsQuoted || !Text.StartsWith('@') ? null
        : Text.IndexOf(':', StringComparison.Ordinal) is var colon and > 0 ? (Text[1..colon], Text[(colon + 1)..].Trim('"'))
        : ("", Text[1..]);
}
