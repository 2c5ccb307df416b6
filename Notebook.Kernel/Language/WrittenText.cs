using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Notebook.Kernel.Language;

/// <summary>The text that an expression stands for, as far as it is written in the cell.</summary>
internal static class WrittenText
{
    /// <summary>What no cell can write: stands where something is only known when the code runs.</summary>
    private const string Hole = "?";

    /// <returns>The text, with a <c>?</c> for each hole of an interpolated one; empty for what is not written here.</returns>
    public static string Of(SemanticModel model, ExpressionSyntax expression, CancellationToken cancellationToken) => Of(model, expression, mayLookUp: true, cancellationToken);

    private static string Of(SemanticModel model, ExpressionSyntax expression, bool mayLookUp, CancellationToken cancellationToken) => expression switch
    {
        LiteralExpressionSyntax literal => literal.Token.Value as string ?? "",
        InterpolatedStringExpressionSyntax text => string.Concat(text.Contents.Select(static part => part is InterpolatedStringTextSyntax literal ? literal.TextToken.ValueText : Hole)),
        ParenthesizedExpressionSyntax inner => Of(model, inner.Expression, mayLookUp, cancellationToken),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum => Of(model, sum.Left, mayLookUp, cancellationToken) + Of(model, sum.Right, mayLookUp, cancellationToken),
        IdentifierNameSyntax name when mayLookUp => OfName(model, name, cancellationToken),
        _ => "",
    };

    /// <summary>Of another cell's variable only the type counts when this cell is looked at, so only the cell's own are followed; a constant's value counts everywhere.</summary>
    private static string OfName(SemanticModel model, IdentifierNameSyntax name, CancellationToken cancellationToken)
    {
        var symbol = model.GetSymbolInfo(name, cancellationToken).Symbol;
        if (symbol is IFieldSymbol { ConstantValue: string constant } || symbol is ILocalSymbol { ConstantValue: string constant2 } && (constant = constant2) is not null)
            return constant;
        return symbol?.DeclaringSyntaxReferences is [var declared] && declared.SyntaxTree == name.SyntaxTree
            && declared.GetSyntax(cancellationToken) is VariableDeclaratorSyntax { Initializer.Value: { } value } ? Of(model, value, mayLookUp: false, cancellationToken) : "";
    }
}
