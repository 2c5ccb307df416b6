using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Notebook.Interactive;

namespace Notebook.Kernel.Scripting;

/// <summary>
/// Puts a <see cref="StopPoint"/> at the beginning of loops' bodies, of lambdas and of methods that the cell hands over by name, both of which the loops of libraries call. The runtime can tear a thread out of code without it, but at the
/// price of the process in one of a hundred stops (docs/decisions/0008-stop.md).
/// </summary>
/// <remarks>
/// Not a character moves: the inserted tokens have no text, except one that takes over the text of the token before it, because
/// debug information has no way to say that a statement is nowhere. Diagnostics and stack traces keep the positions a person sees.
/// </remarks>
/// <param name="inValues">
/// Whether lambdas that are an expression get one too, as a block with a return. Such a block can be no expression tree, and some of
/// the compiler's messages speak of it: what does not compile so is to be compiled without.
/// </param>
internal sealed class StopPoints(bool inValues) : CSharpSyntaxRewriter
{
    private static readonly ExpressionSyntax Call = SyntaxFactory.InvocationExpression(
        SyntaxFactory.MemberBindingExpression(Empty(SyntaxKind.DotToken), Name(nameof(StopPoint.LeaveWhenStopped))),
        SyntaxFactory.ArgumentList(Empty(SyntaxKind.OpenParenToken), default, Empty(SyntaxKind.CloseParenToken)));

    private readonly HashSet<string> _handedOver = new(StringComparer.Ordinal);
    private int _finallyDepth;

    /// <summary>Gives the tree its stop points; a tree with errors will not run, and stays as it is.</summary>
    public static SyntaxTree AddTo(SyntaxTree tree, bool inValues = true)
    {
        var root = tree.GetRoot();
        if (root.ContainsDiagnostics)
            return tree;

        var points = new StopPoints(inValues);
        // In Select(Square) the name stands alone; which method it is only the compiler knows, and one too many costs next to nothing.
        points._handedOver.UnionWith(root.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(static name => name.Parent is ArgumentSyntax or EqualsValueClauseSyntax or AssignmentExpressionSyntax).Select(static name => name.Identifier.ValueText));
        var rewritten = points.Visit(root);
        return rewritten == root ? tree : tree.WithRootAndOptions(rewritten, tree.Options);
    }

    public override SyntaxNode? VisitWhileStatement(WhileStatementSyntax node)
    {
        // A point that is never reached would be warned about in place of what the person wrote.
        if (node.Condition.IsKind(SyntaxKind.FalseLiteralExpression))
            return node;
        var visited = (WhileStatementSyntax)base.VisitWhileStatement(node)!;
        var (before, body) = WithPoint(visited.CloseParenToken, visited.Statement);
        return visited.WithCloseParenToken(before).WithStatement(body);
    }

    public override SyntaxNode? VisitDoStatement(DoStatementSyntax node)
    {
        var visited = (DoStatementSyntax)base.VisitDoStatement(node)!;
        var (before, body) = WithPoint(visited.DoKeyword, visited.Statement);
        return visited.WithDoKeyword(before).WithStatement(body);
    }

    public override SyntaxNode? VisitForStatement(ForStatementSyntax node)
    {
        var visited = (ForStatementSyntax)base.VisitForStatement(node)!;
        var (before, body) = WithPoint(visited.CloseParenToken, visited.Statement);
        return visited.WithCloseParenToken(before).WithStatement(body);
    }

    public override SyntaxNode? VisitForEachStatement(ForEachStatementSyntax node)
    {
        var visited = (ForEachStatementSyntax)base.VisitForEachStatement(node)!;
        var (before, body) = WithPoint(visited.CloseParenToken, visited.Statement);
        return visited.WithCloseParenToken(before).WithStatement(body);
    }

    public override SyntaxNode? VisitForEachVariableStatement(ForEachVariableStatementSyntax node)
    {
        var visited = (ForEachVariableStatementSyntax)base.VisitForEachVariableStatement(node)!;
        var (before, body) = WithPoint(visited.CloseParenToken, visited.Statement);
        return visited.WithCloseParenToken(before).WithStatement(body);
    }

    public override SyntaxNode? VisitSimpleLambdaExpression(SimpleLambdaExpressionSyntax node) => WithPoint((LambdaExpressionSyntax)base.VisitSimpleLambdaExpression(node)!);

    public override SyntaxNode? VisitParenthesizedLambdaExpression(ParenthesizedLambdaExpressionSyntax node) => WithPoint((LambdaExpressionSyntax)base.VisitParenthesizedLambdaExpression(node)!);

    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node)
    {
        var visited = (MethodDeclarationSyntax)base.VisitMethodDeclaration(node)!;
        return visited.Body is { } body && _handedOver.Contains(visited.Identifier.ValueText) ? visited.WithBody(WithPoint(body)) : visited;
    }

    public override SyntaxNode? VisitLocalFunctionStatement(LocalFunctionStatementSyntax node)
    {
        var visited = (LocalFunctionStatementSyntax)base.VisitLocalFunctionStatement(node)!;
        return visited.Body is { } body && _finallyDepth == 0 && _handedOver.Contains(visited.Identifier.ValueText) ? visited.WithBody(WithPoint(body)) : visited;
    }

    public override SyntaxNode? VisitFinallyClause(FinallyClauseSyntax node)
    {
        _finallyDepth++;
        var visited = base.VisitFinallyClause(node);
        _finallyDepth--;
        return visited;
    }

    private LambdaExpressionSyntax WithPoint(LambdaExpressionSyntax lambda) => lambda switch
    {
        // What cleans up may finish: a library's loop there ends by itself, or is said to be left running.
        _ when _finallyDepth > 0 => lambda,
        { Block: { } block } => lambda.WithBlock(WithPoint(block)),
        { ExpressionBody: { } value } when inValues && IsValue(value) => lambda.WithArrowToken(Empty(SyntaxKind.EqualsGreaterThanToken)).WithExpressionBody(null).WithBlock(SyntaxFactory.Block(
            Empty(SyntaxKind.OpenBraceToken),
            [Point(lambda.ArrowToken), SyntaxFactory.ReturnStatement(Empty(SyntaxKind.ReturnKeyword), value, Empty(SyntaxKind.SemicolonToken))],
            Empty(SyntaxKind.CloseBraceToken))),
        _ => lambda,
    };

    private static BlockSyntax WithPoint(BlockSyntax block) =>
        block.WithOpenBraceToken(Empty(SyntaxKind.OpenBraceToken)).WithStatements(block.Statements.Insert(0, Point(block.OpenBraceToken)));

    /// <summary>Whether the lambda surely returns it: what may also stand as a statement may be the body of one that returns nothing.</summary>
    private static bool IsValue(ExpressionSyntax body) => body is not (InvocationExpressionSyntax or AssignmentExpressionSyntax or AwaitExpressionSyntax
        or BaseObjectCreationExpressionSyntax or ConditionalAccessExpressionSyntax or ThrowExpressionSyntax or RefExpressionSyntax)
        && !body.IsKind(SyntaxKind.PreIncrementExpression) && !body.IsKind(SyntaxKind.PreDecrementExpression)
        && !body.IsKind(SyntaxKind.PostIncrementExpression) && !body.IsKind(SyntaxKind.PostDecrementExpression);

    /// <summary>Gives a loop's body its point.</summary>
    /// <returns>The token before the body, without its text if the point took it, and the body.</returns>
    private static (SyntaxToken Before, StatementSyntax Body) WithPoint(SyntaxToken before, StatementSyntax body) => body switch
    {
        _ when ComputesWithoutCalls(body) => (before, body),
        // Not allowed there; within braces of ours it would be.
        LocalDeclarationStatementSyntax or LocalFunctionStatementSyntax or LabeledStatementSyntax => (before, body),
        BlockSyntax block => (before, WithPoint(block)),
        _ => (Empty(before.Kind()), SyntaxFactory.Block(Empty(SyntaxKind.OpenBraceToken), [Point(before), body], Empty(SyntaxKind.CloseBraceToken))),
    };

    /// <summary>
    /// A stop point makes the JIT keep the loop's floating-point variables in memory: a sum over an array took four times as long.
    /// Loops that assign and call nothing stay as they are; such code is also the one that the runtime aborts without harm.
    /// </summary>
    private static bool ComputesWithoutCalls(StatementSyntax body)
    {
        var assigns = false;
        foreach (var node in body.DescendantNodesAndSelf())
        {
            switch (node)
            {
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Math" or "MathF" } } }:
                    break;
                case InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax or AwaitExpressionSyntax or AnonymousFunctionExpressionSyntax
                    or InterpolatedStringExpressionSyntax or CommonForEachStatementSyntax or YieldStatementSyntax or TryStatementSyntax:
                    return false;
                case AssignmentExpressionSyntax:
                    assigns = true;
                    break;
            }
        }

        return assigns;
    }

    /// <summary><c>global::Notebook.Interactive.StopPoint.Armed?.LeaveWhenStopped();</c>, whatever the cell calls Notebook; one statement only, for only one has a text.</summary>
    private static ExpressionStatementSyntax Point(SyntaxToken place)
    {
        var global = SyntaxFactory.Token(place.LeadingTrivia, SyntaxKind.GlobalKeyword, place.Text, "global", place.TrailingTrivia);
        ExpressionSyntax name = SyntaxFactory.AliasQualifiedName(SyntaxFactory.IdentifierName(global), Empty(SyntaxKind.ColonColonToken), Name(nameof(Notebook)));
        foreach (var part in (string[])[nameof(Interactive), nameof(StopPoint), nameof(StopPoint.Armed)])
            name = SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, name, Empty(SyntaxKind.DotToken), Name(part));
        return SyntaxFactory.ExpressionStatement(
            SyntaxFactory.ConditionalAccessExpression(name, Empty(SyntaxKind.QuestionToken), Call), Empty(SyntaxKind.SemicolonToken));
    }

    private static IdentifierNameSyntax Name(string name) =>
        SyntaxFactory.IdentifierName(SyntaxFactory.Identifier(default, SyntaxKind.IdentifierToken, "", name, default));

    private static SyntaxToken Empty(SyntaxKind kind) => SyntaxFactory.Token(default, kind, "", "", default);
}
