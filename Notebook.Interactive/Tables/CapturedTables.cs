using System.Globalization;

namespace Notebook.Interactive.Tables;

/// <summary>
/// The tables of this kernel that have more rows than their outputs hold. They share a budget of memory: the one looked at longest
/// ago makes room for a new one. Safe from several threads.
/// </summary>
internal sealed class CapturedTables(long budgetBytes)
{
    private const int MaxRemembered = 1_000;

    private readonly Lock _gate = new();
    private readonly LinkedList<(string Id, CapturedTable Table)> _tables = [];
    private readonly Queue<string> _dropped = [];
    private long _bytes;

    /// <summary>The ones of this process.</summary>
    public static CapturedTables Shared { get; } = new(DefaultBudget());

    /// <summary>What all of them may take together.</summary>
    public long BudgetBytes => budgetBytes;

    /// <summary>Keeps a table.</summary>
    /// <returns>The name under which pages of it can be asked for.</returns>
    public string Add(CapturedTable table)
    {
        var id = Guid.CreateVersion7().ToString("n");
        lock (_gate)
        {
            _tables.AddLast((id, table));
            _bytes += table.Bytes;
            // The newest stays: it was recorded within the budget.
            while (_bytes > budgetBytes && _tables.Count > 1)
                DropFirst();
        }

        return id;
    }

    /// <summary>Finds a table and marks it as looked at.</summary>
    /// <param name="id">Its name.</param>
    /// <param name="problem">When it is not there: a sentence for people.</param>
    public CapturedTable? Find(string id, out string? problem)
    {
        lock (_gate)
        {
            for (var node = _tables.First; node is not null; node = node.Next)
            {
                if (node.Value.Id != id)
                    continue;
                _tables.Remove(node);
                _tables.AddLast(node);
                problem = null;
                return node.Value.Table;
            }

            problem = _dropped.Contains(id)
                ? string.Create(CultureInfo.InvariantCulture, $"The kernel dropped the rows of this table to make room for newer tables ({budgetBytes / 1024 / 1024} MB in all). Run the cell to page the rest.")
                : "Run the cell to page the rest.";
            return null;
        }
    }

    private void DropFirst()
    {
        var (id, table) = _tables.First!.Value;
        _tables.RemoveFirst();
        _bytes -= table.Bytes;
        _dropped.Enqueue(id);
        if (_dropped.Count > MaxRemembered)
            _dropped.Dequeue();
    }

    // A tenth of what the process may have, within what a table of a million rows needs and what people do not miss.
    private static long DefaultBudget() => Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 10, 32L << 20, 256L << 20);
}
