using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Notebook.Kernel.Scripting;

/// <summary>What a submission's text says about how it and others may be run again.</summary>
internal sealed record SubmissionFacts
{
    /// <summary>Names it adds to the chain: variables, methods, types.</summary>
    public required ImmutableHashSet<string> Declares { get; init; }

    /// <summary>Every identifier in it, whatever it means there.</summary>
    public required ImmutableHashSet<string> Mentions { get; init; }

    /// <summary>It brings names into scope without naming them: a using directive, a reference, an extension method.</summary>
    public required bool ChangesLookup { get; init; }

    /// <summary>Something in it lives in a type instead of in the submission's instance, so that a new instance does not start it afresh.</summary>
    public required bool HasStaticState { get; init; }

    /// <summary>It has <c>#r</c>, <c>#load</c> or conditions, whose meaning may change while the text does not.</summary>
    public required bool HasDirectives { get; init; }

    /// <summary>It must be kept in the chain for later submissions.</summary>
    public bool ExtendsChain => !Declares.IsEmpty || ChangesLookup;

    public static SubmissionFacts Of(CSharpCompilation compilation, SyntaxTree tree)
    {
        var root = tree.GetCompilationUnitRoot();
        var hasDirectives = root.ContainsDirectives && root.DescendantTrivia(descendIntoTrivia: true).Any(static trivia =>
            trivia.IsDirective && trivia.Kind() is not (SyntaxKind.RegionDirectiveTrivia or SyntaxKind.EndRegionDirectiveTrivia
                or SyntaxKind.NullableDirectiveTrivia or SyntaxKind.PragmaWarningDirectiveTrivia));
        var nodes = root.DescendantNodes().ToList();
        return new SubmissionFacts
        {
            Declares = DeclaredNames(compilation),
            Mentions = root.DescendantTokens().Where(static token => token.IsKind(SyntaxKind.IdentifierToken) && token.Text.Length > 0)
                .Select(static token => token.ValueText).ToImmutableHashSet(StringComparer.Ordinal),
            ChangesLookup = root.Usings.Count > 0 || root.Externs.Count > 0 || hasDirectives || nodes.Exists(IsExtension),
            HasStaticState = nodes.Exists(HoldsStaticState),
            HasDirectives = hasDirectives,
        };
    }

    private static ImmutableHashSet<string> DeclaredNames(CSharpCompilation compilation) =>
        compilation.ScriptClass is not { } script ? []
        : script.GetMembers().Where(static member => !member.IsImplicitlyDeclared && member is not IMethodSymbol { AssociatedSymbol: not null })
            .Select(static member => member.Name).ToImmutableHashSet(StringComparer.Ordinal);

    private static bool IsExtension(SyntaxNode node) =>
        node is ParameterSyntax { Modifiers: var modifiers } && modifiers.Any(SyntaxKind.ThisKeyword) || node.IsKind(SyntaxKind.ExtensionBlockDeclaration);

    private static bool HoldsStaticState(SyntaxNode node) => node switch
    {
        BaseFieldDeclarationSyntax field => field.Modifiers.Any(SyntaxKind.StaticKeyword),
        BasePropertyDeclarationSyntax property => property.Modifiers.Any(SyntaxKind.StaticKeyword),
        ConstructorDeclarationSyntax constructor => constructor.Modifiers.Any(SyntaxKind.StaticKeyword),
        _ => false,
    };
}
