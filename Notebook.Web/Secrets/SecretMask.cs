using System.Collections.Immutable;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Notebook.Protocol;

namespace Notebook.Web.Secrets;

/// <summary>
/// Puts dots in the place of secrets in what a kernel tells, literally: as they are, and as HTML and JSON write them. Guards against the
/// printed line that nobody meant, not against code that wants to show a secret: whoever may run can read them.
/// </summary>
internal sealed class SecretMask
{
    public const string Dots = "••••••";

    /// <summary>What a shortened text shows of a secret and is still worth hiding.</summary>
    private const int MinBeginning = 4;

    private const char Cut = '…';

    private readonly ImmutableHashSet<string> _values;
    private readonly string[] _forms;

    private SecretMask(ImmutableHashSet<string> values)
    {
        _values = values;
        // The longest first: one secret may begin with another.
        _forms = [.. values.SelectMany(FormsOf).Distinct(StringComparer.Ordinal).OrderByDescending(static form => form.Length)];
    }

    public static SecretMask None { get; } = new(ImmutableHashSet.Create<string>(StringComparer.Ordinal));

    public bool IsEmpty => _values.IsEmpty;

    /// <summary>This one, which hides further secrets too.</summary>
    public SecretMask With(ImmutableArray<SecretValue> secrets)
    {
        var values = _values.Union(secrets.Select(static secret => secret.Value).OfType<string>());
        return values.Count == _values.Count ? this : new(values);
    }

    public string In(string text)
    {
        foreach (var form in _forms)
            text = text.Replace(form, Dots, StringComparison.Ordinal);
        return text;
    }

    /// <summary>How many characters at the end of a text, which <see cref="In(string)"/> has been through, may be the beginning of a secret.</summary>
    public int BeginningAtEndOf(ReadOnlySpan<char> text)
    {
        var longest = 0;
        foreach (var form in _forms)
            for (var length = Math.Min(form.Length - 1, text.Length); length > longest; length--)
                if (text[^length..].SequenceEqual(form.AsSpan(0, length)))
                    longest = length;
        return longest;
    }

    public KernelEvent In(KernelEvent kernelEvent) => IsEmpty ? kernelEvent : kernelEvent switch
    {
        OutputProduced produced => produced with { Output = In(produced.Output) },
        InputRequested asked => asked with { Question = In(asked.Question) },
        TablePaged paged => paged with { Problem = InOptional(paged.Problem), Rows = InJson(paged.Rows), Choices = paged.Choices is { } choices ? [.. choices.Select(choice => In(choice))] : null },
        VariablesListed listed => listed with { Problem = InOptional(listed.Problem), Variables = [.. listed.Variables.Select(variable => variable with { Preview = InShortened(variable.Preview) })] },
        VariableShown shown => shown with { Problem = InOptional(shown.Problem), Data = shown.Data is { } data ? In(data) : null },
        _ => kernelEvent,
    };

    private KernelOutput In(KernelOutput output) => output switch
    {
        StreamText text => text with { Text = In(text.Text) },
        DisplayValue value => value with { Data = In(value.Data) },
        DisplayUpdate update => update with { Data = In(update.Data) },
        ChartGrew grew => grew with { Points = grew.Points with { Series = InJson(grew.Points.Series), Summary = In(grew.Points.Summary) } },
        ErrorOutput { Error: var error } => new ErrorOutput
        {
            Error = error with { Message = In(error.Message), Diagnostics = [.. error.Diagnostics.Select(diagnostic => diagnostic with { Message = In(diagnostic.Message) })] },
        },
        _ => output,
    };

    private MimeBundle In(MimeBundle data) => data with { Contents = data.Contents.ToImmutableSortedDictionary(static pair => pair.Key, pair => InContent(pair.Key, pair.Value), StringComparer.Ordinal) };

    private string InContent(string mimeType, string content) =>
        mimeType.EndsWith("json", StringComparison.Ordinal) ? InJson(content)
        // Base64, in which a short secret may stand by chance.
        : mimeType.StartsWith("image/", StringComparison.Ordinal) && !mimeType.Contains("svg", StringComparison.Ordinal) ? content
        : InShortened(content);

    private InputQuestion In(InputQuestion question) =>
        question with { Prompt = In(question.Prompt), Choices = [.. question.Choices.Select(choice => In(choice))], Default = InOptional(question.Default) };

    private string? InOptional(string? text) => text is null ? null : In(text);

    /// <summary>Also hides the beginning of a secret before the dots of a text that was cut off there.</summary>
    private string InShortened(string text)
    {
        text = In(text);
        var end = text.IndexOf(Cut, StringComparison.Ordinal);
        if (end < 0)
            return text;
        var masked = new StringBuilder(text.Length);
        var from = 0;
        for (; end >= 0; end = text.IndexOf(Cut, from))
        {
            var part = text.AsSpan(from, end - from);
            var length = BeginningAtEndOf(part);
            masked.Append(length < MinBeginning ? part : part[..^length]).Append(length < MinBeginning ? "" : Dots).Append(Cut);
            from = end + 1;
        }

        return masked.Append(text.AsSpan(from)).ToString();
    }

    /// <summary>Value by value, so that it stays JSON.</summary>
    private string InJson(string json)
    {
        if (!_forms.Any(form => json.Contains(form, StringComparison.Ordinal)) && !json.Contains(Cut, StringComparison.Ordinal) && !json.Contains("\\u2026", StringComparison.OrdinalIgnoreCase))
            return json;
        try
        {
            return InNode(JsonNode.Parse(json))?.ToJsonString() ?? "null";
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            // No JSON, or an object with a name twice.
            return In(json);
        }
    }

    private JsonNode? InNode(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map:
                return new JsonObject(map.Select(pair => KeyValuePair.Create(In(pair.Key), InNode(pair.Value))).DistinctBy(static pair => pair.Key));
            case JsonArray list:
                return new JsonArray([.. list.Select(InNode)]);
            case JsonValue value:
                var text = value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
                return InShortened(text) is var masked && masked == text ? value.DeepClone() : JsonValue.Create(masked);
            default:
                return null;
        }
    }

    private static IEnumerable<string> FormsOf(string value) =>
        [value, WebUtility.HtmlEncode(value), HtmlEncoder.Default.Encode(value), JavaScriptEncoder.Default.Encode(value), JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(value)];
}
