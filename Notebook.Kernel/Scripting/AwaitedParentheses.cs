using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Notebook.Kernel.Scripting;

/// <summary>
/// <c>await (…)</c> at the top of a cell, as C# reads it at the top of a program. The compiler's parser of scripts takes it for a
/// call of a method named await (docs/decisions/0071-words-of-cells.md).
/// </summary>
internal static class AwaitedParentheses
{
    public const string Word = "await";

    /// <summary>What stands in for the word: a prefix operator binds as strongly, and has its length with blanks behind it.</summary>
    public const string Operator = "!    ";

    /// <summary>Where the word is the operator, at the top and before a parenthesis.</summary>
    public static HashSet<int> PlacesIn(string code, CSharpParseOptions options, CancellationToken cancellationToken = default)
    {
        if (!code.Contains(Word, StringComparison.Ordinal))
            return [];
        // As a program it says which words are operators, even where a script of it is errors.
        return [.. CSharpSyntaxTree.ParseText(code, options.WithKind(SourceCodeKind.Regular), cancellationToken: cancellationToken).GetRoot(cancellationToken)
            .DescendantNodes(static node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax) || node is GlobalStatementSyntax)
            .OfType<AwaitExpressionSyntax>().Select(static node => node.AwaitKeyword)
            .Where(static word => word.GetNextToken().IsKind(SyntaxKind.OpenParenToken)).Select(static word => word.SpanStart)];
    }

    /// <summary>The await for its stand-in.</summary>
    public static AwaitExpressionSyntax Await(PrefixUnaryExpressionSyntax standIn) => SyntaxFactory.AwaitExpression(WordOf(standIn.OperatorToken), standIn.Operand);

    /// <summary>Whether the script declares something of the name <c>await</c>.</summary>
    public static bool Declares(SyntaxNode root) => root.DescendantTokens().Any(static token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == Word
        && token.Parent is VariableDeclaratorSyntax or SingleVariableDesignationSyntax or MethodDeclarationSyntax or LocalFunctionStatementSyntax
            or PropertyDeclarationSyntax or BaseTypeDeclarationSyntax or DelegateDeclarationSyntax);

    private static SyntaxToken WordOf(SyntaxToken operation)
    {
        var blanks = operation.TrailingTrivia[0];
        var rest = blanks.FullSpan.Length - (Operator.Length - 1);
        var trailing = operation.TrailingTrivia.RemoveAt(0);
        return SyntaxFactory.Token(operation.LeadingTrivia, SyntaxKind.AwaitKeyword, rest == 0 ? trailing : trailing.Insert(0, SyntaxFactory.Whitespace(blanks.ToString()[^rest..])));
    }
}
