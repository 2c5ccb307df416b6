using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Notebook.Kernel.Scripting;

/// <summary>
/// What the next submission is compiled against. All references stand at the root. One that joins later makes the chain anew from its
/// texts: were it added to the end, the compiler would read every assembly that mentions it a second time, and a variable declared before
/// would have a type that is not the one of the same name now (docs/decisions/0034-references-at-the-root.md).
/// </summary>
internal sealed class CompilationChain
{
    private readonly List<MetadataReference> _references;
    private readonly List<Link> _links = [];
    private readonly CSharpCompilationOptions _options;
    private readonly List<string> _imports;
    private readonly Func<string, SyntaxTree> _parse;
    private readonly Func<string> _nextName;

    /// <param name="references">Those that are there from the start.</param>
    /// <param name="options">For every link.</param>
    /// <param name="firstImports">The imports at the root.</param>
    /// <param name="parse">Reads code of our own.</param>
    /// <param name="nextName">Makes a name that no other compilation has.</param>
    public CompilationChain(
        IEnumerable<MetadataReference> references, CSharpCompilationOptions options, IEnumerable<string> firstImports, Func<string, SyntaxTree> parse, Func<string> nextName)
    {
        _references = [.. references];
        (_options, _imports, _parse, _nextName) = (options, [.. firstImports], parse, nextName);
        Head = Root();
    }

    /// <summary>The last link.</summary>
    public CSharpCompilation Head { get; private set; }

    /// <summary>Makes a compiled submission the head.</summary>
    /// <param name="compilation">Compiled against the head.</param>
    /// <param name="tree">Its text, without files that it loads.</param>
    public void Append(CSharpCompilation compilation, SyntaxTree tree)
    {
        _links.Add(new Link(compilation.AssemblyName!, tree, compilation.Options));
        Head = compilation;
    }

    /// <summary>Adds references for all links, and imports that count after all others.</summary>
    public void Reference(IEnumerable<MetadataReference> references, IEnumerable<string> imports)
    {
        _references.AddRange(references);
        _imports.AddRange(imports);
        Rebuild();
    }

    /// <summary>Brings names into scope for later submissions, before those that are in scope from the root.</summary>
    /// <param name="usings">Namespaces and, after <c>static</c>, classes.</param>
    /// <returns>Takes them back, when no link has been added since.</returns>
    public Action Import(IEnumerable<string> usings)
    {
        var link = new Link(_nextName(), _parse(string.Concat(usings.Select(static name => $"using {name};\n"))), _options);
        var before = _links.Count;
        _links.Add(link);
        Head = link.After(Head);
        return () =>
        {
            _links.RemoveRange(before, _links.Count - before);
            Rebuild();
        };
    }

    private void Rebuild() => Head = _links.Aggregate(Root(), static (previous, link) => link.After(previous));

    private CSharpCompilation Root() =>
        CSharpCompilation.CreateScriptCompilation(_nextName(), _parse(""), _references, _options.WithUsings(_imports), returnType: typeof(object));

    private sealed record Link(string Name, SyntaxTree Tree, CSharpCompilationOptions Options)
    {
        public CSharpCompilation After(CSharpCompilation previous) =>
            CSharpCompilation.CreateScriptCompilation(Name, Tree, options: Options, previousScriptCompilation: previous, returnType: typeof(object));
    }
}
