using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Notebook.Interactive;

namespace Notebook.Kernel.Language;

/// <summary>The SQL in calls of <c>Sql.Query</c>, as far as it stands in the cell: as a text, also with holes, or in a variable that begins with one.</summary>
internal static class CodeQueries
{
    private static readonly string Type = typeof(Sql).FullName!;

    public static QueryNames Of(SemanticModel model, SyntaxNode root, CancellationToken cancellationToken)
    {
        var names = QueryNames.None;
        foreach (var call in root.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (!IsNamedQuery(call.Expression) || call.ArgumentList.Arguments is not [var first, ..])
                continue;
            cancellationToken.ThrowIfCancellationRequested();
            var info = model.GetSymbolInfo(call, cancellationToken);
            if ((info.Symbol ?? info.CandidateSymbols.FirstOrDefault())?.ContainingType?.ToDisplayString() != Type)
                continue;
            var found = QueryNames.Of(TextOf(model, first.Expression, mayLookUp: true, cancellationToken));
            if (call.ArgumentList.Arguments is [_, var given, ..] && model.GetTypeInfo(given.Expression, cancellationToken).Type is { } type)
                found = found with { Values = found.Values.Except(type.GetMembers().Select(static member => member.Name)) };
            names = names.With(found);
        }

        return names;
    }

    private static bool IsNamedQuery(ExpressionSyntax called) => called switch
    {
        MemberAccessExpressionSyntax member => IsNamedQuery(member.Name),
        SimpleNameSyntax name => name.Identifier.ValueText == nameof(Sql.Query),
        _ => false,
    };

    /// <summary>What a hole holds is not known, and no name.</summary>
    private static string TextOf(SemanticModel model, ExpressionSyntax expression, bool mayLookUp, CancellationToken cancellationToken) => expression switch
    {
        LiteralExpressionSyntax literal => literal.Token.Value as string ?? "",
        InterpolatedStringExpressionSyntax text => string.Concat(text.Contents.Select(static part => part is InterpolatedStringTextSyntax literal ? literal.TextToken.ValueText : "?")),
        ParenthesizedExpressionSyntax inner => TextOf(model, inner.Expression, mayLookUp, cancellationToken),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum => TextOf(model, sum.Left, mayLookUp, cancellationToken) + TextOf(model, sum.Right, mayLookUp, cancellationToken),
        // Of another cell's variable only the type counts when this cell is looked at, so only the cell's own are followed.
        IdentifierNameSyntax name when mayLookUp && model.GetSymbolInfo(name, cancellationToken).Symbol?.DeclaringSyntaxReferences is [var declared]
            && declared.SyntaxTree == expression.SyntaxTree && declared.GetSyntax(cancellationToken) is VariableDeclaratorSyntax { Initializer.Value: { } value } => TextOf(model, value, mayLookUp: false, cancellationToken),
        _ => "",
    };
}
