using Microsoft.CodeAnalysis;
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
            var found = QueryNames.Of(WrittenText.Of(model, first.Expression, cancellationToken));
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
}
