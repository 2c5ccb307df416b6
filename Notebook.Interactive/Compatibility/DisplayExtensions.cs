using Notebook.Interactive;
using Notebook.Interactive.Formatting;
using Notebook.Protocol;

namespace System;

/// <summary>Display from any value, without a <c>using</c>.</summary>
public static class DisplayExtensions
{
    /// <summary>Shows the value on the page now.</summary>
    /// <param name="value">The value; null is shown too.</param>
    /// <param name="mimeTypes">The forms wanted, such as <c>text/html</c> or <c>application/json</c>; none for those that show it best.</param>
    /// <returns>A handle that replaces what is shown.</returns>
    /// <example><code>
    /// customers.Display();
    /// var status = "working".Display();
    /// status.Update("done");
    /// </code></example>
    public static DisplayHandle Display(this object? value, params string[] mimeTypes) => DisplayHandle.Show(ValueFormatter.Format(value, mimeTypes));

    /// <summary>Shows text as what it is: Markdown, HTML, SVG, …</summary>
    /// <example><code>"# Results".DisplayAs("text/markdown");</code></example>
    public static DisplayHandle DisplayAs(this string value, string mimeType) =>
        DisplayHandle.Show(MimeBundle.Of(mimeType, value, mimeType.Equals(MimeTypes.Html, StringComparison.OrdinalIgnoreCase) ? HtmlText.Of(value) : value));

    /// <summary>Shows a sequence as a table: of objects a column for each member, of numbers and texts one column, of a dictionary keys and values.</summary>
    public static DisplayHandle DisplayTable<T>(this IEnumerable<T> values) => Notebook.Interactive.Display.Table(values);

    /// <summary>The text that the value is shown as.</summary>
    /// <param name="value">The value; null has a text too.</param>
    /// <param name="mimeType">Which form of it: <c>text/plain</c>, <c>text/html</c>, <c>application/json</c>, …</param>
    public static string ToDisplayString(this object? value, string mimeType = MimeTypes.PlainText) =>
        ValueFormatter.Format(value, mimeType) is var bundle && bundle[mimeType] is { } text ? text : bundle.PlainText;
}
