using Notebook.Interactive.Formatting;
using Notebook.Protocol;

namespace Notebook.Interactive;

/// <summary>Shows things on the page while a cell runs. Every method returns a handle that can replace what it showed.</summary>
/// <example><code>
/// Display.Markdown("## Results");
/// Display.Image("plots/residual.png");
/// var status = Display.Text("loading");
/// status.Update("done");
/// </code></example>
public static class Display
{
    /// <summary>Shows any value the way it would be shown as a cell's last expression.</summary>
    public static DisplayHandle Value(object? value) => DisplayHandle.Show(value);

    /// <summary>Shows a bundle as it is.</summary>
    public static DisplayHandle Bundle(MimeBundle bundle) => DisplayHandle.Show(bundle);

    /// <summary>Shows text exactly as it is, in the monospace font.</summary>
    public static DisplayHandle Text(string text) => DisplayHandle.Show(MimeBundle.Text(text));

    /// <summary>Shows HTML, in a frame of its own that reaches neither the page nor the network.</summary>
    /// <example><code>Display.Html("&lt;b&gt;42&lt;/b&gt; rows");</code></example>
    public static DisplayHandle Html(string html) => DisplayHandle.Show(MimeBundle.Of(MimeTypes.Html, html, HtmlText.Of(html)));

    /// <summary>Shows Markdown.</summary>
    public static DisplayHandle Markdown(string markdown) => DisplayHandle.Show(MimeBundle.Of(MimeTypes.Markdown, markdown, markdown));

    /// <summary>Shows a formula.</summary>
    /// <example><code>Display.Latex(@"\int_0^1 x^2 \, dx = \tfrac13");</code></example>
    public static DisplayHandle Latex(string latex) => DisplayHandle.Show(MimeBundle.Of(MimeTypes.Latex, latex, latex));

    /// <summary>Shows an SVG picture.</summary>
    /// <param name="svg">The text of the picture, from <c>&lt;svg</c> on.</param>
    /// <param name="description">What the picture shows, for those who do not see it.</param>
    public static DisplayHandle Svg(string svg, string? description = null) =>
        DisplayHandle.Show(MimeBundle.Of(MimeTypes.Svg, svg, description ?? (HtmlText.TitleOf(svg) ?? "SVG image")));

    /// <summary>Shows a sequence as a table: of objects a column for each member, of numbers and texts one column, of a dictionary keys and values.</summary>
    /// <example><code>Display.Table(words.CountBy(w =&gt; w.Length));</code></example>
    public static DisplayHandle Table<T>(IEnumerable<T> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return DisplayHandle.Show(TableForm.Of(values));
    }

    /// <summary>Shows a table of a type that is one by nature, such as a DataTable or a DataFrame.</summary>
    public static DisplayHandle Table(object table) => DisplayHandle.Show(table);

    /// <summary>Shows CSV text as a table. The first line names the columns; a column whose values are all numbers is one of numbers.</summary>
    /// <param name="csv">The text.</param>
    /// <param name="separator">What stands between two values.</param>
    /// <example><code>Display.Csv(File.ReadAllText("gauges.csv"));</code></example>
    public static DisplayHandle Csv(string csv, char separator = ',')
    {
        ArgumentNullException.ThrowIfNull(csv);
        return DisplayHandle.Show(CsvReader.Read(csv, separator));
    }

    /// <summary>Shows JSON text as a tree.</summary>
    /// <exception cref="ArgumentException">The text is not JSON.</exception>
    public static DisplayHandle Json(string json) => JsonForm.IsJson(json)
        ? DisplayHandle.Show(MimeBundle.Of(MimeTypes.Json, json, JsonForm.Indent(json)))
        : throw new ArgumentException("The text is not valid JSON. To show any object as JSON, pass the object: Display.Json(value).", nameof(json));

    /// <summary>Shows any object as the JSON that System.Text.Json makes of it.</summary>
    public static DisplayHandle Json(object? value) => DisplayHandle.Show(ValueFormatter.Format(value, MimeTypes.Json));

    /// <summary>Shows a PNG, JPEG, GIF, WebP or BMP picture.</summary>
    /// <param name="bytes">The picture's file content.</param>
    /// <param name="description">What the picture shows, for those who do not see it.</param>
    /// <exception cref="ArgumentException">The bytes are no such picture.</exception>
    public static DisplayHandle Image(byte[] bytes, string? description = null) => ImageBytes.MimeTypeOf(bytes) is { } mimeType
        ? DisplayHandle.Show(ImageBytes.ToBundle(bytes, mimeType, description))
        : throw new ArgumentException("These bytes are not a PNG, JPEG, GIF, WebP or BMP picture.", nameof(bytes));

    /// <summary>Shows a PNG, JPEG, GIF, WebP, BMP or SVG picture from a file.</summary>
    /// <param name="path">The file; relative paths start at the notebook's folder.</param>
    /// <param name="description">What the picture shows; its file name unless given.</param>
    /// <exception cref="ArgumentException">The file is no such picture.</exception>
    public static DisplayHandle Image(string path, string? description = null)
    {
        var bytes = File.ReadAllBytes(path);
        description ??= Path.GetFileName(path);
        return path.EndsWith(".svg", StringComparison.OrdinalIgnoreCase) ? Svg(System.Text.Encoding.UTF8.GetString(bytes), description) : Image(bytes, description);
    }

    /// <summary>Runs JavaScript in a frame of its own that reaches neither the page nor the network.</summary>
    public static DisplayHandle JavaScript(string code) => DisplayHandle.Show(MimeBundle.Of(MimeTypes.JavaScript, code, "(JavaScript)"));

    /// <summary>Shows a Mermaid diagram.</summary>
    /// <example><code>Display.Mermaid("graph LR; Load --&gt; Clean --&gt; Fit");</code></example>
    public static DisplayHandle Mermaid(string diagram) => DisplayHandle.Show(MimeBundle.Of(MimeTypes.Mermaid, diagram, diagram));
}
