using System.Diagnostics;
using System.Globalization;
using Notebook.Interactive.Formatting;

namespace Notebook.Interactive.Tables;

/// <summary>
/// Copies the rows of a table into typed columns while its value is captured, the first ones as they are shown and then all others,
/// as far as memory and time reach. What has been recorded can be taken at any moment, also while the value's own code still runs on
/// a thread that could not be ended: only whole rows count.
/// </summary>
/// <param name="budget">Says when the time is up.</param>
/// <param name="textOf">What stands in a cell; runs the value's own code and formatters.</param>
/// <param name="asksForAll">Formatters are registered, so values of simple types are asked for too.</param>
internal sealed class TableRecorder(CaptureBudget budget, Func<object, CapturedScalar> textOf, bool asksForAll)
{
    /// <summary>The longest text of a cell, in UTF-16 code units.</summary>
    public const int MaxCellChars = 4_000;

    private const int RowsPerCommit = 256;

    private readonly Dictionary<string, ColumnRecorder> _byName = new(StringComparer.Ordinal);
    // Replaced, not changed: another thread may take the table meanwhile.
    private volatile ColumnRecorder[] _columns = [];
    private Type? _rowType;
    private (ColumnRecorder Column, Func<object, ColumnRecorder, object?> Add)[] _cells = [];
    private int _rows;
    private int _committed;
    private long _lazyUntil;

    /// <summary>Why not all rows could be recorded; null when they were, or the value itself ended.</summary>
    public string? Note { get; private set; }

    /// <summary>Columns that are there before any row is.</summary>
    public void AddColumns(IEnumerable<string> names)
    {
        foreach (var name in names)
            ColumnOf(name);
    }

    /// <summary>Records a row that was captured to be shown.</summary>
    /// <param name="captured">The captured row.</param>
    /// <param name="row">The row itself, read once more when there was no room to capture all of it.</param>
    public void AddShown(CapturedValue captured, object? row)
    {
        if (budget.IsSpent && captured is CapturedComposite { IsCut: true })
            AddAny(row);
        else
        {
            foreach (var (name, value) in (captured as CapturedComposite)?.Parts ?? [])
                ColumnOf(name ?? "")?.Add(value as CapturedScalar ?? new CapturedScalar(ScalarKind.Other, Clip.To(PlainTextWriter.Inline(value), MaxCellChars)));
        }

        EndRow();
        Commit();
    }

    /// <summary>The shown rows are complete; what follows is recorded only.</summary>
    /// <param name="isLazy">Nobody knows how many rows there are: perhaps they never end.</param>
    public void BeginRest(bool isLazy) =>
        _lazyUntil = isLazy ? Stopwatch.GetTimestamp() + (long)(budget.Limits.LazyTime.TotalSeconds * Stopwatch.Frequency) : long.MaxValue;

    /// <summary>Records one more row.</summary>
    /// <returns>False when no more rows can be recorded; this one was not.</returns>
    /// <exception cref="CaptureClosedException">The time is up.</exception>
    public bool Add(object? row)
    {
        if (_rows % RowsPerCommit == 0 && !HasRoom())
            return false;
        if (_lazyUntil != long.MaxValue && Stopwatch.GetTimestamp() > _lazyUntil)
            return Stop(string.Create(CultureInfo.InvariantCulture, $"read for {budget.Limits.LazyTime.TotalSeconds:0.#} s, as far as it got; ToList() reads all"));

        AddAny(row);
        EndRow();
        return true;
    }

    /// <summary>The recorded table; null when nothing was recorded.</summary>
    public CapturedTable? ToTable()
    {
        var rows = Volatile.Read(ref _committed);
        return rows == 0 ? null : new CapturedTable([.. _columns.Select(c => new RecordedColumn(c.Name, c.Values))], rows);
    }

    /// <summary>Everything is recorded that will be.</summary>
    public void Commit()
    {
        budget.Check();
        Volatile.Write(ref _committed, _rows);
    }

    private bool HasRoom()
    {
        Commit();
        var bytes = _columns.Sum(static c => c.Values?.Bytes ?? 0);
        return bytes < budget.Limits.TableBytes
            || Stop(string.Create(CultureInfo.InvariantCulture, $"these fill the {budget.Limits.TableBytes / 1024 / 1024} MB that tables may take in this kernel"));
    }

    private bool Stop(string note)
    {
        Note = note;
        return false;
    }

    private void AddAny(object? row)
    {
        if (row is object?[] values)
            AddValues(values);
        else if (row is not null)
            AddRow(row);
    }

    private void AddRow(object row)
    {
        if (row.GetType() != _rowType)
        {
            // Rows whose members are worked out one by one have no reader.
            if (asksForAll || !ObjectMembers.AreReadable(row))
            {
                AddParts(row);
                return;
            }

            _rowType = row.GetType();
            _cells = [.. RowReader.Of(_rowType).Cells.Take(budget.Limits.Members).Select(c => (ColumnOf(c.Name)!, c.Add)).Where(static c => c.Item1 is not null)];
        }

        foreach (var (column, add) in _cells)
        {
            try
            {
                if (add(row, column) is { } other)
                    column.Add(textOf(other));
            }
            catch (Exception exception) when (exception is not CaptureClosedException)
            {
                // A getter that throws leaves what it throws in its cell; the cells after it are still read.
                column.Add(OwnCode.Thrown(exception));
            }
        }
    }

    private void AddParts(object row)
    {
        foreach (var (name, read) in ObjectMembers.Parts(row))
        {
            if (ColumnOf(name) is not { } column || column.Count > _rows)
                continue;
            try
            {
                AddValue(column, read());
            }
            catch (Exception exception) when (exception is not CaptureClosedException)
            {
                // As above.
                column.Add(OwnCode.Thrown(exception));
            }
        }
    }

    private void AddValues(object?[] values)
    {
        for (var i = 0; i < values.Length && i < _columns.Length; i++)
            AddValue(_columns[i], values[i]);
    }

    private void AddValue(ColumnRecorder column, object? value)
    {
        if (value is null or DBNull)
            column.AddNull();
        else if (asksForAll || !column.TryAdd(value))
            column.Add(textOf(value));
    }

    private void EndRow()
    {
        _rows++;
        foreach (var column in _columns)
            column.PadTo(_rows);
    }

    private ColumnRecorder? ColumnOf(string name)
    {
        if (_byName.TryGetValue(name, out var column))
            return column;
        if (_columns.Length >= Protocol.TableLimits.MaxColumns)
            return null;
        column = new ColumnRecorder(name);
        column.PadTo(_rows);
        _columns = [.. _columns, column];
        _byName.Add(name, column);
        return column;
    }
}
