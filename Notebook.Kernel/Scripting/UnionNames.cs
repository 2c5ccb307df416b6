using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Notebook.Kernel.Scripting;

/// <summary>
/// <c>union</c> as a name, such as that of the variable which holds what <c>Union</c> gave. At the beginning of a statement the compiler's
/// parser takes it for the keyword of a later C#, whatever version it is asked for.
/// </summary>
internal static class UnionNames
{
    public const string Word = "union";

    /// <summary>A name that nobody writes, of the same length.</summary>
    public const string StandIn = "ʻʻʻʻʻ";

    /// <summary>Where it is a word of the code, and not part of another, of a text or of a comment.</summary>
    public static HashSet<int> PlacesIn(string code, CSharpParseOptions options) =>
        code.Contains(Word, StringComparison.Ordinal) ? [.. SyntaxFactory.ParseTokens(code, options: options).Where(static token => token.Text == Word).Select(static token => token.SpanStart)] : [];

    /// <summary>The name for its stand-in.</summary>
    public static SyntaxToken Name(SyntaxToken standIn) => SyntaxFactory.Identifier(standIn.LeadingTrivia, Word, standIn.TrailingTrivia);
}
