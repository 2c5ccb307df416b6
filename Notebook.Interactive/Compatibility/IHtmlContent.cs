using System.Text.Encodings.Web;
using Notebook.Interactive;
using Notebook.Interactive.Formatting;
using Notebook.Protocol;

namespace Microsoft.AspNetCore.Html;

/// <summary>
/// A value that is HTML. The name is ASP.NET Core's, which existing notebooks use; the kernel runs without ASP.NET Core.
/// </summary>
public interface IHtmlContent : IDisplayable
{
    /// <summary>Writes the HTML.</summary>
    void WriteTo(TextWriter writer, HtmlEncoder encoder);

    MimeBundle IDisplayable.ToMimeBundle()
    {
        using var writer = new StringWriter(System.Globalization.CultureInfo.InvariantCulture);
        WriteTo(writer, HtmlEncoder.Default);
        var html = writer.ToString();
        return MimeBundle.Of(MimeTypes.Html, html, HtmlText.Of(html));
    }
}
