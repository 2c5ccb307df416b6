using System.Collections.Immutable;
using Notebook.Web.Documents;

namespace Notebook.Web.Formats.CSharp;

/// <summary>
/// The names of a whole program. A script declares a name again as often as it likes; here each declaration gets a name of
/// its own, and what follows means the newest.
/// </summary>
internal sealed class ProgramNames
{
    /// <summary>Types and functions of the notebook itself that the program's shim does not imitate.</summary>
    private static readonly string[] NotebookTypes =
        ["Formatter", "PocketView", "PocketViewTags", "KernelInvocationContext", "Kernel", "Input", "Progress", "DisplayHandle", "DisplayedValue", "TabularDataResource", "Javascript", "CSS", "SVG"];

    /// <summary>Every program has <c>args</c>.</summary>
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal) { "args", "Show", "ShowAsync", "ShowValue", "NotebookProgram", "Program" };
    private readonly HashSet<string> _unavailable = new(StringComparer.Ordinal);
    private ImmutableDictionary<string, string> _variables = ImmutableDictionary<string, string>.Empty;
    private ImmutableDictionary<string, string> _types = ImmutableDictionary<string, string>.Empty;
    private ImmutableHashSet<string> _capturing = [];

    /// <summary>Every name that a declaration of the program has.</summary>
    public IReadOnlySet<string> Taken => _taken;

    /// <summary>Whether a using directive names something that a program has.</summary>
    public static bool IsOfProgram(string directive) =>
        !directive.Contains("Microsoft.DotNet.Interactive", StringComparison.Ordinal) && !directive.Contains("Notebook.Interactive", StringComparison.Ordinal);

    /// <returns>Why the cell can't be part of a program, as the end of a sentence about it; null when it can.</returns>
    public string? ReasonToOmit(Cell cell, ScriptCell script)
    {
        var reason = Reason(cell, script);
        foreach (var name in script.Items.SelectMany(static item => item.Names))
            if (reason is null)
                _unavailable.Remove(name);
            else
                _unavailable.Add(name);
        return reason;
    }

    /// <summary>A name that something declares which is no part of the program.</summary>
    public void Omit(string name) => _unavailable.Add(name);

    /// <summary>Gives the cell's declarations their names.</summary>
    public CellNames Declare(ScriptCell script)
    {
        var methods = script.Items.Where(static item => item.Kind == ScriptItemKind.Method).ToList();
        foreach (var name in methods.SelectMany(static item => item.Names).Distinct())
            _variables = _variables.SetItem(name, Take(name));
        foreach (var name in script.Items.Where(static item => item.Kind == ScriptItemKind.Type).SelectMany(static item => item.Names).Distinct())
            _types = _types.SetItem(name, Take(name));

        var before = ImmutableDictionary.CreateBuilder<ScriptItem, ImmutableDictionary<string, string>>();
        foreach (var item in script.Items.Where(static item => item.Kind is not (ScriptItemKind.Method or ScriptItemKind.Type)))
        {
            foreach (var name in item.Names)
            {
                _variables = _variables.SetItem(name, Take(name));
                _capturing = _capturing.Add(name);
            }

            before[item] = _variables;
        }

        _capturing = _capturing.Except(methods.SelectMany(static item => item.Names));
        var local = new HashSet<ScriptItem>();
        while (methods.Where(method => !local.Contains(method) && Captures(script, method)).ToList() is { Count: > 0 } more)
        {
            // What calls a method that sees variables sees them too.
            local.UnionWith(more);
            _capturing = _capturing.Union(more.SelectMany(static item => item.Names));
        }

        return new CellNames(script.Tokens, before.ToImmutable(), _variables, _types, local, this);
    }

    private string? Reason(Cell cell, ScriptCell script)
    {
        if (cell.Outputs.OfType<ErrorCellOutput>().Any(static output => output.Error.IsCompilation))
            return "does not compile";
        if (script.Items.Any(static item => item.Kind == ScriptItemKind.ScriptOnly))
            return "has a statement that only a script may have";
        var methods = script.Items.Where(static item => item.Kind == ScriptItemKind.Method).ToList();
        var names = script.Tokens.FreeNames(0, script.Tokens.Code.Length).Select(script.Tokens.Word).ToHashSet(StringComparer.Ordinal);
        if (Array.Find(NotebookTypes, name => names.Contains(name) && !_variables.ContainsKey(name) && !_types.ContainsKey(name) && !script.Items.Any(item => item.Names.Contains(name))) is { } provided)
            return $"uses {provided}, which only a notebook has";
        if (names.FirstOrDefault(_unavailable.Contains) is { } missing && !script.Items.Any(item => item.Names.Contains(missing)))
            return $"uses {missing} of a cell that is not part of the program";
        // Functions inside a program's statements have no overloads; those beside it do, but see no variables.
        var variables = _capturing.Union(script.Items.Where(static item => item.Kind is not (ScriptItemKind.Method or ScriptItemKind.Type)).SelectMany(static item => item.Names));
        return methods.GroupBy(static item => item.Names[0]).Any(group => group.Count() > 1 && group.Any(item => Mentions(script.Tokens, item, variables)))
            ? "has methods of one name that use its variables"
            : null;
    }

    private bool Captures(ScriptCell script, ScriptItem method) => Mentions(script.Tokens, method, _capturing);

    private static bool Mentions(ScriptTokens script, ScriptItem item, ImmutableHashSet<string> names)
    {
        var own = Enumerable.Range(item.First, item.End - item.First).Where(i => script.IsName(i) && script.IsDeclaredAt(i)).Select(script.Word).ToHashSet(StringComparer.Ordinal);
        return script.FreeNames(item.First, item.End).Select(script.Word).Any(name => names.Contains(name) && !own.Contains(name));
    }

    private string Take(string name)
    {
        var (free, number) = (name, 1);
        while (!_taken.Add(free))
            free = $"{name}_{++number}";
        return free;
    }
}
