using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Notebook.Protocol.Language;

namespace Notebook.Kernel.Language;

/// <summary>How what is being called at a place can be called. Roslyn's own answer is not public.</summary>
internal static class CallSignatures
{
    private static readonly SymbolDisplayFormat Name = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypes,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        memberOptions: SymbolDisplayMemberOptions.IncludeContainingType | SymbolDisplayMemberOptions.IncludeType,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat Parameter = SymbolDisplayFormat.MinimallyQualifiedFormat.WithParameterOptions(
        SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeDefaultValue | SymbolDisplayParameterOptions.IncludeParamsRefOut);

    public static async Task<SignaturesListed> ListAsync(ListSignatures question, QuestionScope scope, CancellationToken cancellationToken)
    {
        var nothing = new SignaturesListed { RequestId = question.RequestId };
        if (!scope.IsCode || await scope.Document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root
            || ArgumentsAt(root, question.Position) is not { } arguments
            || await scope.Document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model)
            return nothing;

        var callables = Callables(arguments.Parent!, model, question.Position, cancellationToken);
        if (callables.Count == 0)
            return nothing;

        var separators = arguments.ChildTokens().Count(token => token.IsKind(SyntaxKind.CommaToken) && token.Span.End <= question.Position);
        var count = arguments.ChildNodes().Count();
        var chosen = model.GetSymbolInfo(arguments.Parent!, cancellationToken).Symbol;
        var active = callables.FindIndex(callable => SymbolEqualityComparer.Default.Equals(callable, chosen));
        if (active < 0 || ParametersOf(callables[active]).Length <= separators && separators > 0)
            active = Math.Max(0, callables.FindIndex(callable => ParametersOf(callable) is var parameters && (parameters.Length > separators && parameters.Length >= count || parameters is [.., { IsParams: true }])));
        // A named argument says itself which one it is.
        var named = arguments.ChildNodes().OfType<ArgumentSyntax>().FirstOrDefault(argument => argument.FullSpan.Contains(Math.Max(0, question.Position - 1)))?.NameColon?.Name.Identifier.ValueText;
        var all = ParametersOf(callables[active]);
        var index = named is null ? separators : all.ToList().FindIndex(parameter => parameter.Name == named);
        if (index >= all.Length && all is [.., { IsParams: true }])
            index = all.Length - 1;
        return nothing with
        {
            Signatures = [.. callables.Take(LanguageLimits.MaxSignatures).Select(callable => Tell(callable, cancellationToken))],
            Active = Math.Min(active, LanguageLimits.MaxSignatures - 1),
            Parameter = Math.Max(0, index),
        };
    }

    /// <summary>The innermost list of arguments around a place.</summary>
    private static SyntaxNode? ArgumentsAt(SyntaxNode root, int position)
    {
        if (position == 0)
            return null;
        foreach (var node in root.FindToken(position - 1).Parent?.AncestorsAndSelf() ?? [])
        {
            if (node is BaseArgumentListSyntax or AttributeArgumentListSyntax && node.GetFirstToken().Span.End <= position)
            {
                var last = node.GetLastToken(includeZeroWidth: true);
                if (last.IsMissing || position <= last.SpanStart)
                    return node;
            }

            // An argument that is a lambda with a body is code of its own.
            if (node is BlockSyntax)
                return null;
        }

        return null;
    }

    private static List<ISymbol> Callables(SyntaxNode call, SemanticModel model, int position, CancellationToken cancellationToken)
    {
        IEnumerable<ISymbol> found = call switch
        {
            InvocationExpressionSyntax invocation when model.GetTypeInfo(invocation.Expression, cancellationToken).Type is INamedTypeSymbol { DelegateInvokeMethod: { } invoke } => [invoke],
            InvocationExpressionSyntax invocation => model.GetMemberGroup(invocation.Expression, cancellationToken),
            BaseObjectCreationExpressionSyntax creation => Constructors(model.GetTypeInfo(creation, cancellationToken).Type, model, position),
            ConstructorInitializerSyntax or AttributeSyntax => model.GetMemberGroup(call, cancellationToken),
            PrimaryConstructorBaseTypeSyntax type => Constructors(model.GetTypeInfo(type.Type, cancellationToken).Type, model, position),
            ElementAccessExpressionSyntax element when model.GetTypeInfo(element.Expression, cancellationToken).Type is { } type =>
                type.AllInterfaces.Concat(Bases(type)).SelectMany(static part => part.GetMembers()).OfType<IPropertySymbol>().Where(static property => property.IsIndexer).DistinctBy(static property => property.ToDisplayString()),
            _ => [],
        };
        return [.. found.OrderBy(static symbol => ParametersOf(symbol).Length)];
    }

    private static IEnumerable<ISymbol> Constructors(ITypeSymbol? type, SemanticModel model, int position) =>
        (type as INamedTypeSymbol)?.InstanceConstructors.Where(constructor => model.IsAccessible(position, constructor)) ?? [];

    private static IEnumerable<ITypeSymbol> Bases(ITypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
            yield return current;
    }

    private static ImmutableArray<IParameterSymbol> ParametersOf(ISymbol symbol) => symbol switch
    {
        IMethodSymbol method => method.Parameters,
        IPropertySymbol property => property.Parameters,
        _ => [],
    };

    private static CallSignature Tell(ISymbol symbol, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        text.Append(symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor ? constructor.ContainingType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)
            : symbol is IPropertySymbol property ? $"{property.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)} this"
            : symbol.ToDisplayString(Name));
        text.Append(symbol is IPropertySymbol ? '[' : '(');
        var parameters = ImmutableArray.CreateBuilder<CallParameter>();
        foreach (var parameter in ParametersOf(symbol))
        {
            if (parameters.Count > 0)
                text.Append(", ");
            var start = text.Length;
            text.Append(parameter.ToDisplayString(Parameter));
            parameters.Add(new CallParameter(start, text.Length, Documentation.OfParameter(symbol, parameter.Name, cancellationToken)));
        }

        text.Append(symbol is IPropertySymbol ? ']' : ')');
        return new CallSignature(text.ToString(), Documentation.Of(symbol, cancellationToken), parameters.ToImmutable());
    }
}
