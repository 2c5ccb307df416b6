namespace Microsoft.DotNet.Interactive.Formatting;

/// <summary>Makes HTML of the values of a type.</summary>
public sealed class HtmlFormatter<T> : ITypeFormatter
{
    private readonly Func<T, FormatContext, bool> _format;

    /// <param name="format">Writes a value; false when it does not want to.</param>
    public HtmlFormatter(Func<T, FormatContext, bool> format) => _format = format;

    /// <param name="format">Writes a value.</param>
    public HtmlFormatter(Action<T, FormatContext> format) => _format = (value, context) =>
    {
        format(value, context);
        return true;
    };

    /// <param name="format">Makes the text of a value.</param>
    public HtmlFormatter(Func<T, string> format) => _format = (value, context) =>
    {
        context.Writer.Write(format(value));
        return true;
    };

    /// <inheritdoc/>
    public string MimeType => HtmlFormatter.MimeType;

    /// <inheritdoc/>
    public Type Type => typeof(T);

    /// <inheritdoc/>
    public bool Format(object instance, FormatContext context) => instance is T value && _format(value, context);
}
