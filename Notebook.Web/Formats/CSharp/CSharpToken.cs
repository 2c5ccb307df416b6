namespace Notebook.Web.Formats.CSharp;

/// <summary>A piece of C# source. The tokens of a text follow each other without gaps.</summary>
internal readonly record struct CSharpToken(CSharpTokenKind Kind, int Start, int Length)
{
    public int End => Start + Length;

    /// <summary>Whether the compiler sees it.</summary>
    public bool IsCode => Kind is not (CSharpTokenKind.Space or CSharpTokenKind.Comment);
}
