using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Notebook.Kernel.Packages;
using Notebook.Kernel.Scripting;
using Notebook.Protocol.Language;

namespace Notebook.Kernel.Language;

/// <summary>What the language process knows of one notebook. Updated by one thread; read by many.</summary>
internal sealed class NotebookModel
{
    private readonly Workspace _workspace;
    private readonly ReferencePool _pool;
    private readonly Lock _lock = new();
    private readonly HashSet<string> _joined = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _imports = new(StringComparer.Ordinal);
    private Dictionary<string, LanguageCell> _cells = new(StringComparer.Ordinal);
    private ImmutableArray<string> _order = [];
    private AddedPackages _packages = AddedPackages.None;
    private MissingReferences? _missingOfPackages;
    private ImmutableDictionary<string, ImmutableArray<byte>> _files = ImmutableDictionary<string, ImmutableArray<byte>>.Empty;
    private ImmutableDictionary<string, string> _texts = ImmutableDictionary.Create<string, string>(StringComparer.Ordinal);
    private volatile NotebookProgram _program;

    public NotebookModel(Workspace workspace, ReferencePool pool)
    {
        _workspace = workspace;
        _pool = pool;
        _program = NotebookProgram.Of(workspace, pool.Base, Imports);
        Diagnosis = new NotebookDiagnosis(this);
    }

    /// <summary>The newest state.</summary>
    public NotebookProgram Program => _program;

    /// <summary>The texts of the files that cells name.</summary>
    public IReadOnlyDictionary<string, string> Files => _texts;

    public NotebookDiagnosis Diagnosis { get; }

    public ReferencePool Pool => _pool;

    /// <summary>What the notebook's packages hold, by name of the assembly.</summary>
    public IReadOnlyDictionary<string, string> PackageAssemblies => _packages.CompileAssemblies;

    private IEnumerable<string> Imports => SubmissionCompiler.FirstImports.Concat(SubmissionCompiler.LaterImports).Concat(_imports);

    /// <summary>Applies what the server told.</summary>
    public void Update(UpdateNotebook update)
    {
        lock (_lock)
        {
            var program = _program;
            if (update.IsWhole)
                _cells = new Dictionary<string, LanguageCell>(StringComparer.Ordinal);
            foreach (var cell in update.Cells)
                _cells[cell.CellId] = cell;
            if (update.Order is { } order)
                _order = order;
            if (update.Files is { } files)
            {
                _files = files.DistinctBy(static file => file.Name).ToImmutableDictionary(static file => file.Name, static file => file.Content, StringComparer.Ordinal);
                _texts = _files.Where(static file => !IsAssembly(file.Key)).ToImmutableDictionary(static file => file.Key, static file => TextOf(file.Value), StringComparer.Ordinal);
            }

            if (update.Packages is { } packages)
            {
                _packages = new AddedPackages(packages);
                _missingOfPackages = null;
            }

            var old = update.Files is null ? program.Cells.ToDictionary(static cell => cell.Id, StringComparer.Ordinal) : [];
            List<(string, string, string, CellSource)> cells = [];
            foreach (var id in _order)
            {
                if (!_cells.TryGetValue(id, out var cell))
                    continue;
                // What is as it was keeps its source, and with it what is known of it.
                var source = old.GetValueOrDefault(id) is { } known && known.Text == cell.Text && known.Language == cell.Language ? known.Source : CellSource.Of(cell.Language, cell.Text, _texts);
                cells.Add((id, cell.Language, cell.Text, source));
            }

            foreach (var gone in _cells.Keys.Except(_order).ToList())
                _cells.Remove(gone);
            if (update.Files is not null || update.Packages is not null)
                program = program.WithRoot(References(), Imports);
            _program = program.With(cells) with { Revision = update.Revision };
        }
    }

    /// <summary>Lets what would cure these errors join: preinstalled packages, and imports that early versions of .NET Interactive made.</summary>
    /// <returns>Whether anything did.</returns>
    public bool Join(IReadOnlyCollection<Diagnostic> errors, IReadOnlySet<string> namespaces)
    {
        lock (_lock)
        {
            var inScope = namespaces.Union(Imports).Append("").ToHashSet(StringComparer.Ordinal);
            var preinstalled = _pool.Preinstalled.CompileAssemblies;
            _missingOfPackages ??= new MissingReferences(_packages.CompileAssemblies);
            var joined = _pool.MissingOfPreinstalled.Find(errors, inScope)
                .Where(name => preinstalled.ContainsKey(name) && !_packages.CompileAssemblies.ContainsKey(name) && _joined.Add(name)).Count();
            // Each in its turn: an import is a guess, and a reference may make it needless.
            if (joined == 0)
                joined = CompatibilityImports.Find(errors).Where(_imports.Add).Count();
            if (joined == 0)
                return false;
            _program = _program.WithRoot(References(), Imports);
            return true;
        }
    }

    private static bool IsAssembly(string name) => name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase);

    private static string TextOf(ImmutableArray<byte> content) => Encoding.UTF8.GetString(content.AsSpan()).TrimStart('\uFEFF').ReplaceLineEndings("\n");

    private IEnumerable<MetadataReference> References()
    {
        var packaged = _packages.CompileAssemblies.Values.Select(_pool.Reference).OfType<MetadataReference>();
        var joined = _joined.Where(name => !_packages.CompileAssemblies.ContainsKey(name)).Select(name => _pool.Reference(_pool.Preinstalled.CompileAssemblies[name])).OfType<MetadataReference>();
        return [.. _pool.Base, .. packaged, .. joined, .. _files.Where(static file => IsAssembly(file.Key)).Select(static file => Image(file.Value)).OfType<MetadataReference>()];
    }

    private static PortableExecutableReference? Image(ImmutableArray<byte> content)
    {
        try
        {
            var metadata = AssemblyMetadata.CreateFromImage(content);
            // Reading the name is what finds out whether it is an assembly.
            _ = metadata.GetModules()[0].Name;
            return metadata.GetReference();
        }
        catch (BadImageFormatException)
        {
            return null;
        }
    }
}
