using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Notebook.Kernel.Scripting;

/// <summary>Whether a submission has a value to show: its last expression, or what it returns.</summary>
internal static class TrailingExpression
{
    public static bool HasValue(CSharpCompilation compilation, SyntaxTree tree, CancellationToken cancellationToken)
    {
        var root = tree.GetCompilationUnitRoot(cancellationToken);
        if (root.Members.LastOrDefault() is GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } last })
            return compilation.GetSemanticModel(tree).GetTypeInfo(last.Expression, cancellationToken).Type?.SpecialType != SpecialType.System_Void;

        return root.Members.OfType<GlobalStatementSyntax>().Any(static statement =>
            statement.DescendantNodes(static node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
                .Any(static node => node is ReturnStatementSyntax { Expression: not null }));
    }
}
