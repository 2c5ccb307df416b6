namespace Microsoft.DotNet.Interactive;

/// <summary>A formula as a value, written without the dollar signs around it.</summary>
public sealed class MathString(string latexCode) : LaTeXString($"$${latexCode}$$")
{
    /// <summary>Text is a formula where one is wanted.</summary>
    public static implicit operator MathString(string source) => new(source);
}
