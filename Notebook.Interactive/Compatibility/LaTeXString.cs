using Notebook.Interactive;
using Notebook.Protocol;

namespace Microsoft.DotNet.Interactive;

/// <summary>A formula as a value.</summary>
public class LaTeXString(string latexCode) : IDisplayable
{
    /// <inheritdoc/>
    public MimeBundle ToMimeBundle() => MimeBundle.Of(MimeTypes.Latex, ToString(), ToString());

    /// <inheritdoc/>
    public override string ToString() => latexCode;

    /// <summary>Text is a formula where one is wanted.</summary>
    public static implicit operator LaTeXString(string source) => new(source);
}
