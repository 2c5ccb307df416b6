using System.Text.Encodings.Web;

namespace Notebook.Web.Sharing;

/// <summary>A plain page with a heading and a sentence, for addresses that lead nowhere: it works with nothing else loaded.</summary>
internal static class MessagePage
{
    public static IResult Render(int status, string heading, string text) => Results.Content($"""
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>{HtmlEncoder.Default.Encode(heading)} · Notebook</title>
          <link rel="stylesheet" href="/css/fonts.css">
          <link rel="stylesheet" href="/css/tokens.css">
          <link rel="stylesheet" href="/css/sign-in.css">
        </head>
        <body>
          <main class="sign-in">
            <p class="sign-in-product">Notebook</p>
            <h1>{HtmlEncoder.Default.Encode(heading)}</h1>
            <p>{HtmlEncoder.Default.Encode(text)}</p>
          </main>
        </body>
        </html>
        """, "text/html; charset=utf-8", statusCode: status);
}
