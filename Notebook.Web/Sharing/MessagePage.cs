using System.Text.Encodings.Web;

namespace Notebook.Web.Sharing;

/// <summary>A plain page with a heading and a sentence, for addresses that lead nowhere: it works with nothing else loaded.</summary>
internal static class MessagePage
{
    /// <summary>The page for a browser that opens an address, and the sentence alone for everything else that asks.</summary>
    public static IResult ForRequest(HttpRequest request, int status, string heading, string text) =>
        request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
            ? Render(status, heading, text)
            : Results.Text(text, "text/plain; charset=utf-8", statusCode: status);

    public static IResult Render(int status, string heading, string text) => Results.Content($"""
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>{HtmlEncoder.Default.Encode(heading)} · Notebook</title>
          <script src="/js/theme.js"></script>
          <link rel="stylesheet" href="/css/tokens.css">
          <link rel="stylesheet" href="/css/fonts.css">
          <link rel="stylesheet" href="/css/base.css">
          <link rel="stylesheet" href="/css/home.css">
          <link rel="stylesheet" href="/css/forms.css">
        </head>
        <body>
          <div class="door">
            <header class="door-bar"><span class="brand">Notebook</span></header>
            <main><div class="door-form"><h1>{HtmlEncoder.Default.Encode(heading)}</h1><p>{HtmlEncoder.Default.Encode(text)}</p></div></main>
          </div>
        </body>
        </html>
        """, "text/html; charset=utf-8", statusCode: status);
}
