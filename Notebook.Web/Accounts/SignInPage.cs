namespace Notebook.Web.Accounts;

/// <summary>What a visitor sees who is not signed in: where the link is. Plain HTML, so that it works with nothing else loaded.</summary>
internal static class SignInPage
{
    public static IResult Render(bool linkWasWrong)
    {
        var (heading, text) = linkWasWrong
            ? ("This link is no longer valid", "Each start of the server prints a new link. Open the newest one.")
            : ("Sign in", "Open the link that the server printed in its terminal when it started. It signs this browser in for 14 days.");
        return Results.Content($"""
            <!doctype html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>Sign in · Notebook</title>
              <link rel="stylesheet" href="/css/fonts.css">
              <link rel="stylesheet" href="/css/tokens.css">
              <link rel="stylesheet" href="/css/sign-in.css">
            </head>
            <body>
              <main class="sign-in">
                <p class="sign-in-product">Notebook</p>
                <h1>{heading}</h1>
                <p>{text}</p>
                <p class="sign-in-hint">It looks like <code>http://…{SignInLink.Path}?token=…</code></p>
              </main>
            </body>
            </html>
            """, "text/html; charset=utf-8", statusCode: linkWasWrong ? StatusCodes.Status403Forbidden : StatusCodes.Status200OK);
    }
}
