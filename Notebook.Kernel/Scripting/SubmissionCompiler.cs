using System.Collections.Immutable;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;
using Notebook.Kernel.Errors;
using Notebook.Kernel.Packages;

namespace Notebook.Kernel.Scripting;

/// <summary>
/// Compiles submissions, each against the head of the chain, and loads them. A submission carries no references and no imports of
/// its own: it inherits its predecessor's. Repeating them made memory grow with the square of the chain
/// (docs/decisions/0002-submission-chain.md).
/// </summary>
internal sealed class SubmissionCompiler
{
    /// <summary>What ordinary cells use. Everything else of the platform joins when a cell names it.</summary>
    private static readonly string[] FirstReferences =
        ["System.Private.CoreLib", "System.Runtime", "System.Linq", "System.Collections", "System.Console", "Notebook.Interactive"];

    /// <summary>
    /// More than .NET Interactive imports. None of them can make a notebook ambiguous: the compiler looks through the imports of a
    /// later submission, and of the one being compiled, first.
    /// </summary>
    internal static readonly string[] FirstImports =
    [
        "System", "System.IO", "System.Text", "System.Collections", "System.Collections.Generic", "System.Linq",
        "System.Threading", "System.Threading.Tasks", "Notebook.Interactive", "Notebook.Interactive.ThisNotebook", "Microsoft.DotNet.Interactive.Kernel",
    ];

    /// <summary>Those without which <c>query.Where(…)</c> compiles and means <c>Enumerable.Where</c>.</summary>
    private static readonly string[] Queries = ["System.Linq.Expressions", "System.Linq.Queryable"];

    /// <summary>
    /// Namespaces of an assembly of their own name that programs import without saying so. They join with their assembly, when a cell
    /// first uses a name of theirs: until then they cost nothing, and hide nothing.
    /// </summary>
    internal static readonly string[] LaterImports = ["System.Net.Http"];

    /// <summary>
    /// Warnings that are right in a program and noise in a notebook; docs/decisions/0026-warnings.md says why for each.
    /// </summary>
    internal static readonly string[] Noise = ["CS0105", "CS0436", "CS1685", "CS1701", "CS1702", "CS1705", "CS8632", "CS8669", "CS8981"];

    /// <summary>Each round adds what the last one's errors asked for; more than a few mean that nothing helps.</summary>
    private const int MaxRounds = 8;

    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest, DocumentationMode.None, SourceCodeKind.Script);
    private static readonly EmitOptions Emitting = new(debugInformationFormat: DebugInformationFormat.PortablePdb, pdbChecksumAlgorithm: HashAlgorithmName.SHA256);
    private static int _kernels;

    private readonly PlatformAssemblies _platform = new();
    private readonly SubmissionAssemblies _assemblies;
    private readonly MissingReferences _missing;
    private MissingReferences? _missingOfPackages;
    private MissingReferences? _missingOfPreinstalled;
    private readonly CSharpCompilationOptions _options;
    private readonly HashSet<string> _references = new(FirstReferences, StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _imports = new(FirstImports, StringComparer.Ordinal);

    /// <summary>Assembly names must be unique in the process, and tests run several kernels in one.</summary>
    private readonly int _kernel = Interlocked.Increment(ref _kernels);

    private readonly CompilationChain _chain;
    private int _compilations;

    /// <summary>Whether a submission of the chain has something of the name <c>await</c>.</summary>
    private bool _namesAwait;

    public SubmissionCompiler(SubmissionAssemblies assemblies)
    {
        _assemblies = assemblies;
        _missing = new MissingReferences(_platform.Paths);
        // Release, because notebooks compute: debug code is never optimised by the runtime. Lines in stack traces stay right.
        _options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release,
            allowUnsafe: true,
            concurrentBuild: false,
            specificDiagnosticOptions: Noise.Select(static id => KeyValuePair.Create(id, ReportDiagnostic.Suppress)),
            sourceReferenceResolver: new LoadDirectives(),
            metadataReferenceResolver: new ReferenceDirectives(_platform, assemblies),
            assemblyIdentityComparer: DesktopAssemblyIdentityComparer.Default);
        _chain = new CompilationChain(FirstReferences.Select(_platform.Reference), _options, FirstImports, static code => Parse(code, ""), NextName);
    }

    /// <summary>How many submissions have been compiled and loaded.</summary>
    public int Loaded { get; private set; }

    /// <summary>Compiles and loads.</summary>
    /// <returns>The submission, which <see cref="Extend"/> makes the head of the chain; or the compiler's errors.</returns>
    public (CompiledSubmission? Submission, ImmutableArray<Diagnostic> Errors) Compile(string sourceName, string code, CancellationToken cancellationToken)
    {
        var parsed = Parse(code, sourceName);
        if (!_namesAwait)
            parsed = AwaitedParentheses.Read(parsed, cancellationToken);
        var tree = StopPoints.AddTo(parsed);
        var mayBeSimpler = true;
        Action? takeImportsBack = null;
        var imported = new HashSet<string>(StringComparer.Ordinal);
        var firstErrors = ImmutableArray<Diagnostic>.Empty;
        for (var round = 1; ; round++)
        {
            var compilation = CSharpCompilation.CreateScriptCompilation(
                NextName(), tree, options: _options.WithScriptClassName($"{MethodNames.SubmissionPrefix}{_compilations}"), previousScriptCompilation: _chain.Head, returnType: typeof(object));
            using var image = new MemoryStream();
            using var symbols = new MemoryStream();
            var emitted = compilation.Emit(image, symbols, options: Emitting, cancellationToken: cancellationToken);
            // A compilation that is stopped late reports the stop as an error of the code.
            cancellationToken.ThrowIfCancellationRequested();
            var failed = emitted.Diagnostics.Any(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
            if (!failed)
                return (Load(compilation, tree, emitted, image, symbols, cancellationToken), []);
            if (round < MaxRounds && AddReferences(compilation, emitted.Diagnostics, tree))
                continue;
            if (mayBeSimpler)
            {
                mayBeSimpler = false;
                var simpler = StopPoints.AddTo(parsed, inValues: false);
                if (!simpler.GetRoot(cancellationToken).IsEquivalentTo(tree.GetRoot(cancellationToken)))
                {
                    tree = simpler;
                    continue;
                }
            }
            if (round < MaxRounds && CompatibilityImports.Find(emitted.Diagnostics).Where(imported.Add).ToList() is { Count: > 0 } imports)
            {
                firstErrors = takeImportsBack is null ? emitted.Diagnostics : firstErrors;
                var takeBack = _chain.Import(imports);
                takeImportsBack ??= takeBack;
                continue;
            }

            // Imports that did not help would only be in the way of later cells, and of this one's errors.
            takeImportsBack?.Invoke();
            return (null, takeImportsBack is null ? emitted.Diagnostics : firstErrors);
        }
    }

    /// <summary>Makes a submission the one that the next are compiled against.</summary>
    public void Extend(CompiledSubmission submission)
    {
        var compilation = submission.Compilation ?? throw new ArgumentException("The submission was not compiled to extend the chain.", nameof(submission));
        submission.Compilation = null;
        _chain.Append(compilation, submission.Tree);
        _namesAwait |= submission.Facts.Declares.Contains("await");
        foreach (var directive in compilation.SyntaxTrees.SelectMany(static tree => tree.GetCompilationUnitRoot().Usings))
        {
            if (directive is { Alias: null, Name: { } name })
                _imports.Add(name.ToString());
        }
    }

    /// <summary>The packages that cells asked for are others now.</summary>
    public void PackagesChanged() => _missingOfPackages = null;

    private static SyntaxTree Parse(string code, string sourceName) =>
        CSharpSyntaxTree.ParseText(SourceText.From(code, Encoding.UTF8), Parsing, sourceName);

    private string NextName() => $"submission-{_kernel}-{++_compilations}";

    private CompiledSubmission Load(
        CSharpCompilation compilation, SyntaxTree tree, EmitResult emitted, MemoryStream image, MemoryStream symbols, CancellationToken cancellationToken)
    {
        Loaded++;
        var facts = SubmissionFacts.Of(compilation, tree);
        var kept = facts.ExtendsChain ? compilation : null;
        // Text with nothing to run (comments, using directives) emits nothing, and the compiler gives it no slot.
        var warnings = ErrorReports.WarningsOf(emitted.Diagnostics);
        if (!emitted.Success)
            return new CompiledSubmission { Facts = facts, Tree = tree, Compilation = kept, Warnings = warnings };

        var entry = compilation.GetEntryPoint(cancellationToken)!;
        var assembly = _assemblies.Load(compilation.AssemblyName!, image, symbols);
        var method = assembly.GetType(entry.ContainingType.MetadataName, throwOnError: true)!
            .GetMethod(entry.MetadataName, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!;
        return new CompiledSubmission
        {
            Facts = facts,
            Tree = tree,
            Compilation = kept,
            Warnings = warnings,
            Factory = method.CreateDelegate<Func<object?[], Task<object?>>>(),
            HasResult = TrailingExpression.HasValue(compilation, tree, cancellationToken),
        };
    }

    private bool AddReferences(CSharpCompilation compilation, ImmutableArray<Diagnostic> diagnostics, SyntaxTree tree)
    {
        var imports = tree.GetCompilationUnitRoot().Usings.Where(static directive => directive is { Alias: null, Name: not null })
            .Select(static directive => directive.Name!.ToString());
        var inScope = _imports.Union(imports).Union(LaterImports).Append("").ToHashSet(StringComparer.Ordinal);
        var (packages, preinstalled) = (_assemblies.Added.CompileAssemblies, _assemblies.Preinstalled.CompileAssemblies);
        _missingOfPackages ??= new MissingReferences(packages);
        var added = FindIn(missing => missing.Find(diagnostics, inScope));
        if (added.Count == 0)
        {
            var model = compilation.GetSemanticModel(tree);
            added = FindIn(missing => missing.FindUnknownTypes(model, inScope));
        }

        added.AddRange(CompatibilityNamespaces.Find(diagnostics, _references.Add, _platform.Reference(FirstReferences[0])));
        if (added.Count == 0)
            return false;

        // What is found once is there for every later cell, whatever becomes of this one.
        _chain.Reference(added.Select(static found => found.Reference), LaterImports.Where(space => added.Exists(found => found.Name.Equals(space, StringComparison.OrdinalIgnoreCase)) && _imports.Add(space)));
        return true;

        List<(string Name, MetadataReference Reference)> FindIn(Func<MissingReferences, IReadOnlySet<string>> find)
        {
            var found = Join(find(_missingOfPackages), packages, name => MappedAssembly.Reference(packages[name]));
            var hasPackage = found.Count > 0;
            found.AddRange(Join(find(_missing), _platform.Paths, _platform.Reference, name => _missing.ExtendsLike(name, _missingOfPackages)));
            // A package may hand out queries that no cell names.
            if (hasPackage || _references.Contains(Queries[0]))
                found.AddRange(Queries.Where(_references.Add).Select(name => (name, _platform.Reference(name))));
            return found.Count > 0 ? found : Join(find(_missingOfPreinstalled ??= new MissingReferences(preinstalled)), preinstalled, name => MappedAssembly.Reference(preinstalled[name]));
        }

        List<(string Name, MetadataReference Reference)> Join(
            IReadOnlySet<string> missing, IReadOnlyDictionary<string, string> assemblies, Func<string, MetadataReference> reference, Func<string, bool>? isLeftOut = null) =>
            [.. missing.Where(name => assemblies.ContainsKey(name) && isLeftOut?.Invoke(name) != true && _references.Add(name)).Select(name => (name, reference(name)))];
    }
}
