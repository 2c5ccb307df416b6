using Notebook.Protocol;

namespace Notebook.Interactive;

/// <summary>A value that knows how it is shown. Implement it on your own types to control their output.</summary>
/// <example><code>
/// record Badge(string Text) : IDisplayable
/// {
///     public MimeBundle ToMimeBundle() => MimeBundle.Of("text/html", $"&lt;mark&gt;{Text}&lt;/mark&gt;", plainText: Text);
/// }
/// </code></example>
public interface IDisplayable
{
    /// <summary>The value's forms, always with <c>text/plain</c>.</summary>
    MimeBundle ToMimeBundle();
}
