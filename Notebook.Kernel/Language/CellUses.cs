using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Notebook.Protocol.Language;

namespace Notebook.Kernel.Language;

/// <summary>Which names of other cells a cell uses, and whether it may change what they stand for.</summary>
internal static class CellUses
{
    /// <param name="model">Of the cell.</param>
    /// <param name="root">Its text.</param>
    /// <param name="isVisible">Whether an earlier cell declares this name: the others need no look.</param>
    /// <param name="cellOf">The cell of a path that a tree has; null for what is no cell.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static ImmutableArray<CellUse> Of(SemanticModel model, SyntaxNode root, Func<string, bool> isVisible, Func<string, string?> cellOf, CancellationToken cancellationToken)
    {
        var own = cellOf(root.SyntaxTree.FilePath);
        var uses = new Dictionary<(string, string), bool>();
        foreach (var name in root.DescendantNodes().OfType<SimpleNameSyntax>())
        {
            if (!isVisible(name.Identifier.ValueText))
                continue;
            cancellationToken.ThrowIfCancellationRequested();
            var info = model.GetSymbolInfo(name, cancellationToken);
            var symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
            if ((symbol as IMethodSymbol)?.ReducedFrom is { } extension)
                symbol = extension;
            if (symbol is IMethodSymbol { MethodKind: MethodKind.Constructor })
                symbol = symbol.ContainingType;
            if (symbol?.OriginalDefinition.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree.FilePath is not { } path || cellOf(path) is not { } cell || cell == own)
                continue;
            // A member of a type of another cell is reached through something that is named as well.
            if (symbol.ContainingType is { IsScriptClass: false } and not { MightContainExtensionMethods: true })
                continue;
            var key = (name.Identifier.ValueText, cell);
            uses[key] = uses.GetValueOrDefault(key) || symbol is IFieldSymbol or IPropertySymbol && IsWrite(name);
            if (uses.Count >= LanguageLimits.MaxNames)
                break;
        }

        return [.. uses.Select(static use => new CellUse(use.Key.Item1, use.Key.Item2, use.Value))];
    }

    /// <summary>
    /// An assignment, a reference handed out, or a call for its effect: <c>list.Add(1);</c>. What a method does with an argument is not
    /// looked at.
    /// </summary>
    private static bool IsWrite(SyntaxNode name)
    {
        var (node, isCalled) = (name, false);
        while (true)
        {
            switch (node.Parent)
            {
                case MemberAccessExpressionSyntax access when access.Expression == node:
                case ElementAccessExpressionSyntax element when element.Expression == node:
                case ConditionalAccessExpressionSyntax conditional when conditional.Expression == node:
                case ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression }:
                    node = node.Parent!;
                    // Of a?.b() the call stands on the other side.
                    isCalled |= node is ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax };
                    continue;
                case InvocationExpressionSyntax invocation when invocation.Expression == node && node != name:
                    (node, isCalled) = (invocation, true);
                    continue;
                case AwaitExpressionSyntax awaited:
                    node = awaited;
                    continue;
                case AssignmentExpressionSyntax assignment:
                    return assignment.Left == node;
                case PrefixUnaryExpressionSyntax or PostfixUnaryExpressionSyntax:
                    return node.Parent.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression or SyntaxKind.PostIncrementExpression or SyntaxKind.PostDecrementExpression;
                case ArgumentSyntax argument:
                    return !argument.RefKindKeyword.IsKind(SyntaxKind.None) && !argument.RefKindKeyword.IsKind(SyntaxKind.InKeyword)
                        || argument.Parent is TupleExpressionSyntax { Parent: AssignmentExpressionSyntax tuple } && tuple.Left == argument.Parent;
                case ExpressionStatementSyntax statement:
                    return isCalled && !statement.SemicolonToken.IsMissing;
                default:
                    return false;
            }
        }
    }
}
