using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Notebook.Kernel.Scripting;

/// <summary>
/// Reads from the compiler's messages which assemblies, of the platform or of packages, a submission lacks. The chain starts with few references,
/// because the memory of every submission grows with them; whoever writes a cell sees them all.
/// </summary>
/// <param name="paths">The assemblies to choose from, by simple name.</param>
internal sealed partial class MissingReferences(IReadOnlyDictionary<string, string> paths)
{
    /// <summary>Of a text that does not compile anyway.</summary>
    private const int MaxNames = 2000;

    private PlatformIndex? _index;

    private PlatformIndex Index => _index ??= PlatformIndex.Of(paths);

    /// <summary>Names the assemblies that could cure the errors.</summary>
    /// <param name="diagnostics">What the compiler said.</param>
    /// <param name="namespaces">The namespaces that using directives bring into scope.</param>
    public IReadOnlySet<string> Find(IEnumerable<Diagnostic> diagnostics, IReadOnlySet<string> namespaces)
    {
        var found = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var error in diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(100))
        {
            switch (error.Id)
            {
                // The message names the assembly: a type that a reference mentions or has forwarded.
                case "CS0012" or "CS1068" or "CS1069" or "CS1070":
                    AddNamedAssemblies(error, found);
                    break;

                // The name itself is unknown.
                case "CS0103" or "CS0234" or "CS0246" or "CS0400" or "CS0426" or "CS0432":
                    AddOwners(error, namespaces, found);
                    break;

                // A member that may be an extension method.
                case "CS1061" or "CS0117" or "CS1929" or "CS1935" or "CS1936" or "CS1579" or "CS8411":
                    foreach (var name in QuotedNames(error))
                        found.UnionWith(Index.AssembliesOfExtension(name, namespaces.Contains));
                    break;

                // An extension method of this name is there, and another may be the one that fits.
                case "CS0411" or "CS1501" or "CS7036":
                    if (error.Location.SourceTree?.GetRoot().FindNode(error.Location.SourceSpan, getInnermostNodeForTie: true) is { } method
                        && method.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().LastOrDefault() is { } called)
                        found.UnionWith(Index.AssembliesOfExtension(called.Identifier.ValueText, namespaces.Contains));
                    break;

                // The compiler itself needs a type, as for dynamic.
                case "CS0518" or "CS0656" or "CS1980":
                    foreach (var name in QuotedNames(error))
                        AddDotted(name.Split('.'), namespaces, found);
                    // The binders of dynamic mention types from there, and the compiler does not say so.
                    if (found.Contains("Microsoft.CSharp"))
                        found.Add("System.Linq.Expressions");
                    break;
            }
        }

        return found;
    }

    /// <summary>
    /// Names the assemblies of types that the text mentions and the compiler does not know. Its messages hide some: when a call does
    /// not fit, they tell of the call and not of what stands in a lambda among its arguments.
    /// </summary>
    /// <param name="model">Of a compilation that failed.</param>
    /// <param name="namespaces">The namespaces that using directives bring into scope.</param>
    public IReadOnlySet<string> FindUnknownTypes(SemanticModel model, IReadOnlySet<string> namespaces)
    {
        var found = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in model.SyntaxTree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>().Take(MaxNames))
        {
            var symbol = model.GetSymbolInfo(name);
            if (symbol is { Symbol: null, CandidateSymbols.IsEmpty: true })
                AddDotted(PartsOf(WholeName(name)), namespaces, found);
            else
                AddMissingBases(symbol.Symbol as ITypeSymbol ?? model.GetTypeInfo(name).Type, found);
        }

        return found;
    }

    /// <summary>
    /// Whether an assembly declares a class of extension methods that one of the others declares under the same name: both together
    /// make every call of them ambiguous.
    /// </summary>
    public bool ExtendsLike(string assembly, MissingReferences others) => paths.ContainsKey(assembly) && Index.ExtendsLike(assembly, others.Index);

    /// <summary>What a known type rests on may be in a further assembly, as <c>Process</c> is a component; in a lambda nobody says so.</summary>
    private static void AddMissingBases(ITypeSymbol? type, HashSet<string> found)
    {
        for (; type is not null; type = type.BaseType)
            foreach (var part in type.Interfaces.Cast<ITypeSymbol>().Append(type))
                if (part is { TypeKind: TypeKind.Error, ContainingAssembly.Name: { } assembly })
                    found.Add(assembly);
    }

    private static void AddNamedAssemblies(Diagnostic error, HashSet<string> found)
    {
        foreach (Match match in AssemblyIdentity().Matches(Message(error)))
            found.Add(match.Groups[1].Value);
    }

    private static IEnumerable<string> QuotedNames(Diagnostic error) =>
        Quoted().Matches(Message(error)).Select(static match => match.Groups[1].Value);

    private static string Message(Diagnostic error) => error.GetMessage(CultureInfo.InvariantCulture);

    private void AddOwners(Diagnostic error, IReadOnlySet<string> namespaces, HashSet<string> found)
    {
        if (error.Location.SourceTree?.GetRoot().FindNode(error.Location.SourceSpan, getInnermostNodeForTie: true) is not { } node)
            return;

        // In System.Text.Json.JsonSerializer the compiler points at the part it got stuck on.
        node = WholeName(node);
        var parts = PartsOf(node);
        if (node.FirstAncestorOrSelf<UsingDirectiveSyntax>() is { Alias: null })
            AddNamespace(string.Join('.', parts), found);
        AddDotted(parts, namespaces, found);
        // In new List<Regex>() the missing name is an argument of the one that is known.
        foreach (var name in node.DescendantNodesAndSelf().OfType<SimpleNameSyntax>())
            AddType(name.Identifier.ValueText, namespaces, found);
    }

    private static SyntaxNode WholeName(SyntaxNode part)
    {
        while (part.Parent is QualifiedNameSyntax or MemberAccessExpressionSyntax or AliasQualifiedNameSyntax)
            part = part.Parent;
        return part;
    }

    private static string[] PartsOf(SyntaxNode dotted) =>
    [
        .. dotted.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Where(name => !name.AncestorsAndSelf().TakeWhile(node => node != dotted).OfType<TypeArgumentListSyntax>().Any())
            .Select(static name => name.Identifier.ValueText),
    ];

    private void AddDotted(string[] parts, IReadOnlySet<string> namespaces, HashSet<string> found)
    {
        if (parts.Length == 0)
            return;

        AddType(parts[0], namespaces, found);
        for (var i = 1; i < parts.Length; i++)
        {
            var space = string.Join('.', parts[..i]);
            found.UnionWith(Index.AssembliesOfType(parts[i], candidate => candidate == space));
        }
    }

    private void AddType(string name, IReadOnlySet<string> namespaces, HashSet<string> found)
    {
        found.UnionWith(Index.AssembliesOfType(name, namespaces.Contains));
        found.UnionWith(Index.AssembliesOfType(name + "Attribute", namespaces.Contains));
    }

    private void AddNamespace(string space, HashSet<string> found)
    {
        // Most namespaces have an assembly of their own name, and its types are the ones meant.
        if (paths.ContainsKey(space) && Index.AssembliesOfNamespace(space).Contains(space))
            found.Add(space);
        else
            found.UnionWith(Index.AssembliesOfNamespace(space));
    }

    [GeneratedRegex("assembly '([^,']+)")]
    private static partial Regex AssemblyIdentity();

    [GeneratedRegex("'([A-Za-z_][A-Za-z0-9_.]*)'")]
    private static partial Regex Quoted();
}
