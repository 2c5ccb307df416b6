using Notebook.Interactive.Formatting;

namespace Microsoft.DotNet.Interactive.Formatting;

/// <summary>One form of a value.</summary>
public sealed class FormattedValue(string mimeType, string value)
{
    /// <summary>What the text is, such as <c>text/html</c>.</summary>
    public string MimeType => mimeType;

    /// <summary>The text.</summary>
    public string Value => value;

    /// <summary>The forms of a value: those asked for or, with none, those that show it best.</summary>
    public static IReadOnlyList<FormattedValue> CreateManyFromObject(object? value, params string[] mimeTypes) =>
        [.. ValueFormatter.Format(value, mimeTypes).Contents.Where(form => mimeTypes.Length == 0 || mimeTypes.Contains(form.Key)).Select(static form => new FormattedValue(form.Key, form.Value))];

    /// <summary>One form of a value.</summary>
    public static FormattedValue CreateSingleFromObject(object? value, string mimeType = Notebook.Protocol.MimeTypes.PlainText) =>
        new(mimeType, value.ToDisplayString(mimeType));
}
