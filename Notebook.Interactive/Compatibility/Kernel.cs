using Microsoft.AspNetCore.Html;
using Notebook.Interactive;
using Notebook.Interactive.Formatting;
using Notebook.Interactive.Inputs;
using Notebook.Protocol;

namespace Microsoft.DotNet.Interactive;

/// <summary>
/// The functions that notebooks written for .NET Interactive call without a prefix: <c>display(x)</c>, <c>HTML("…")</c>. The kernel
/// imports them as static members. An instance stands for one language of the notebook (see <see cref="Root"/>).
/// </summary>
public abstract partial class Kernel
{
    /// <summary>Shows a value now, in these forms or, with none, in those that show it best.</summary>
    /// <example><code>
    /// var shown = display("one");
    /// shown.Update("two");
    /// </code></example>
#pragma warning disable IDE1006 // The name that existing notebooks call.
    public static DisplayedValue display(object? value, params string[] mimeTypes) => DisplayHandle.Show(ValueFormatter.Format(value, mimeTypes));
#pragma warning restore IDE1006

    /// <summary>HTML as a value, shown as it is when displayed.</summary>
    public static IHtmlContent HTML(string content) => new HtmlString(content);

    /// <summary>Runs JavaScript in a frame of its own that reaches neither the page nor the network.</summary>
    public static void Javascript(string scriptContent) => Display.JavaScript(scriptContent);

    /// <summary>Shows nothing but its text: an output is a frame of its own, and no style reaches out of it. Put styles into the HTML they are for.</summary>
    public static void CSS(string content) => DisplayHandle.Show(MimeBundle.Of(MimeTypes.Html, $"<style>{content}</style>", "(CSS; it reaches no other output)"));

    /// <summary>Asks a question and waits for its answer. Whoever may run the notebook may answer; the first answer counts.</summary>
    /// <param name="prompt">The words of the question.</param>
    /// <param name="typeHint">What HTML calls such an input: <c>text</c>, <c>number</c>, <c>date</c>, <c>datetime-local</c>, <c>password</c>, <c>textarea</c>.</param>
    /// <exception cref="NoInputException">Nobody is there to answer.</exception>
    public static Task<string> GetInputAsync(string prompt = "", string typeHint = "text") => Questions.AskAsync(Questions.Of(prompt, typeHint));

    /// <summary>Asks for a password, which is never shown, kept or logged.</summary>
    /// <inheritdoc cref="GetInputAsync"/>
    public static async Task<PasswordString> GetPasswordAsync(string prompt = "") => new(await Questions.AskAsync(Questions.Of(prompt, "password")).ConfigureAwait(false));
}
