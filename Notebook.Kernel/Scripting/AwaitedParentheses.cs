using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Notebook.Kernel.Scripting;

/// <summary>
/// Reads <c>await (…)</c> at the top of a cell as C# reads it at the top of a program. The compiler's parser of scripts takes it for a
/// call of a method named await (docs/decisions/0071-await-parentheses.md).
/// </summary>
internal static class AwaitedParentheses
{
    private const string Word = "await";

    /// <summary>A prefix operator binds as strongly as the word, and has its length with blanks behind it.</summary>
    private const string Operator = "!    ";

    /// <summary>The tree in which they are awaits, every character at its place; the tree itself when there are none.</summary>
    /// <param name="tree">A script.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static SyntaxTree Read(SyntaxTree tree, CancellationToken cancellationToken = default)
    {
        var text = tree.GetText(cancellationToken);
        var code = text.ToString();
        if (!code.Contains(Word, StringComparison.Ordinal) || Declares(tree.GetRoot(cancellationToken)))
            return tree;

        // As a program it says which words are operators, even where a script of it is errors; as a script, what is around them.
        var options = (CSharpParseOptions)tree.Options;
        var places = CSharpSyntaxTree.ParseText(code, options.WithKind(SourceCodeKind.Regular), cancellationToken: cancellationToken).GetRoot(cancellationToken)
            .DescendantNodes(static node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax) || node is GlobalStatementSyntax)
            .OfType<AwaitExpressionSyntax>().Select(static node => node.AwaitKeyword)
            .Where(static word => word.GetNextToken().IsKind(SyntaxKind.OpenParenToken)).Select(static word => word.SpanStart).ToHashSet();
        if (places.Count == 0)
            return tree;

        var characters = code.ToCharArray();
        foreach (var place in places)
            Operator.CopyTo(characters.AsSpan(place));
        var root = CSharpSyntaxTree.ParseText(new string(characters), options, cancellationToken: cancellationToken).GetRoot(cancellationToken);
        var operators = root.DescendantNodes().OfType<PrefixUnaryExpressionSyntax>().Where(node => places.Contains(node.OperatorToken.SpanStart)).ToList();
        return operators.Count < places.Count
            ? tree
            : tree.WithRootAndOptions(root.ReplaceNodes(operators, static (_, node) => SyntaxFactory.AwaitExpression(WordOf(node.OperatorToken), node.Operand)), options);
    }

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
