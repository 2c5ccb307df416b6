using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Notebook.Kernel.Language;

/// <summary>
/// What a cell is to the cells after it: its declarations without their bodies. While it stays the same, what is known of later cells
/// stays true, however the cell was edited.
/// </summary>
internal sealed record CellSurface
{
    public static CellSurface Empty { get; } = new() { Declarations = [], Lookup = "" };

    public required ImmutableArray<SurfaceDeclaration> Declarations { get; init; }

    /// <summary>What it brings into scope without naming it; empty when there is none.</summary>
    public required string Lookup { get; init; }

    public static CellSurface Of(Compilation compilation, CompilationUnitSyntax root)
    {
        if (compilation.ScriptClass is not { } script)
            return Empty;

        var declarations = ImmutableArray.CreateBuilder<SurfaceDeclaration>();
        var lookup = new StringBuilder();
        foreach (var directive in root.Usings)
            lookup.Append(directive);
        foreach (var member in script.GetMembers())
        {
            if (member.IsImplicitlyDeclared || member is IMethodSymbol { AssociatedSymbol: not null })
                continue;
            var text = TextOf(member);
            declarations.Add(new SurfaceDeclaration(member.Name, text, Identifiers(text), member is IFieldSymbol or IPropertySymbol or IEventSymbol));
            if (member is IMethodSymbol { IsExtensionMethod: true } or INamedTypeSymbol { MightContainExtensionMethods: true })
                lookup.Append(text);
        }

        return new CellSurface { Declarations = declarations.ToImmutable(), Lookup = lookup.ToString() };
    }

    /// <summary>The words of a text that could be names.</summary>
    public static ImmutableHashSet<string> Identifiers(string text)
    {
        var found = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        for (var at = 0; at < text.Length;)
        {
            if (!SyntaxFacts.IsIdentifierStartCharacter(text[at]))
            {
                at++;
                continue;
            }

            var start = at;
            while (at < text.Length && SyntaxFacts.IsIdentifierPartCharacter(text[at]))
                at++;
            found.Add(text[start..at]);
        }

        return found.ToImmutable();
    }

    // What a type looks like from outside is not told from its text cheaply; all of it counts.
    private static string TextOf(ISymbol member) => member is INamedTypeSymbol
        ? string.Join('\n', member.DeclaringSyntaxReferences.Select(static reference => reference.GetSyntax().ToString()))
        : member.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.WithMemberOptions(
            SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeModifiers | SymbolDisplayMemberOptions.IncludeConstantValue)
            .WithParameterOptions(SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeDefaultValue | SymbolDisplayParameterOptions.IncludeParamsRefOut | SymbolDisplayParameterOptions.IncludeExtensionThis));
}

/// <summary>One declaration of a cell.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Text">What can be seen of it from outside.</param>
/// <param name="Identifiers">The words in that.</param>
/// <param name="IsVariable">Whether it holds a value that later cells may change.</param>
internal sealed record SurfaceDeclaration(string Name, string Text, ImmutableHashSet<string> Identifiers, bool IsVariable);
