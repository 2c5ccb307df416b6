using Notebook.Interactive.Formatting;
using Notebook.Protocol;

namespace Notebook.Kernel.Directives;

/// <summary>What text that is not C# is shown as.</summary>
internal static class PartDisplay
{
    /// <param name="language">Its language.</param>
    /// <param name="text">The text.</param>
    /// <param name="scriptVariables">What JavaScript finds declared.</param>
    public static DisplayValue Of(string language, string text, IEnumerable<string>? scriptVariables = null) => Of(language switch
    {
        CellLanguages.Markdown => MimeBundle.Of(MimeTypes.Markdown, text, text),
        CellLanguages.Html => MimeBundle.Of(MimeTypes.Html, text, HtmlText.Of(text)),
        CellLanguages.Mermaid => MimeBundle.Of(MimeTypes.Mermaid, text, text),
        CellLanguages.JavaScript => MimeBundle.Of(MimeTypes.JavaScript, string.Concat(scriptVariables ?? []) + text, "(JavaScript)"),
        _ => MimeBundle.Text($"The part of this cell in {language} was left out: only C# and SQL run here."),
    });

    public static DisplayValue Of(MimeBundle bundle) => new() { DisplayId = Guid.CreateVersion7().ToString("n"), Data = BundleLimits.Fit(bundle) };
}
