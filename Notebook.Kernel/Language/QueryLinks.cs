using System.Collections.Immutable;
using Notebook.Protocol.Language;

namespace Notebook.Kernel.Language;

/// <summary>
/// Finds the cell behind each name in SQL, as the kernel will when the query runs: tables that SQL made come first, then variables; and in
/// these the case counts only where two differ in nothing else. Finds the cell behind each file, too. Goes through a notebook from its first
/// cell on.
/// </summary>
/// <param name="variable">The cell that declares a variable of this name, at this place of the notebook; null for none.</param>
/// <param name="variables">The names of all variables at this place.</param>
internal sealed class QueryLinks(Func<string, string?> variable, Func<IEnumerable<string>> variables)
{
    private readonly Dictionary<string, string> _tables = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal);

    /// <param name="cellId">The next cell of the notebook.</param>
    /// <param name="uses">What its code uses; perhaps one thing more than once.</param>
    /// <param name="queries">What its SQL names.</param>
    /// <param name="files">The files that it names, in SQL or elsewhere.</param>
    public ImmutableArray<CellUse> UsesOf(string cellId, IEnumerable<CellUse> uses, QueryNames queries, NamedFiles files)
    {
        var found = new Dictionary<(string Name, string CellId), bool>();
        foreach (var use in uses)
            Add(use.Name, use.CellId, use.Writes);
        foreach (var name in queries.Tables.Union(queries.Changed).Except(queries.Made))
        {
            if (_tables.TryGetValue(name, out var maker))
                Add(name, maker, queries.Changed.Contains(name));
            else if (VariableLike(name) is { } known)
                Add(known, variable(known)!, writes: false);
        }

        foreach (var name in queries.Values)
            if (variable(name) is { } definer)
                Add(name, definer, writes: false);
        foreach (var (file, maker) in _files)
            if (files.Changed.Contains(file) || files.Read.Contains(file) || files.Read.Any(read => NamedFiles.Means(read, file)))
                Add(file, maker, files.Changed.Contains(file));
        foreach (var name in queries.Made)
            _tables[name] = cellId;
        foreach (var name in files.Made)
            _files[name] = cellId;
        // Adding to a file that nobody has made makes it.
        foreach (var name in files.Changed)
            _files.TryAdd(name, cellId);
        return [.. found.Take(LanguageLimits.MaxNames).Select(static use => new CellUse(use.Key.Name, use.Key.CellId, use.Value))];

        void Add(string name, string definer, bool writes)
        {
            if (definer != cellId)
                found[(name, definer)] = writes || found.GetValueOrDefault((name, definer));
        }
    }

    private string? VariableLike(string name) =>
        variable(name) is not null ? name : variables().Where(one => one.Equals(name, StringComparison.OrdinalIgnoreCase)).Take(2).ToArray() is [var only] ? only : null;
}
