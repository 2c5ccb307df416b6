using System.Collections;
using Notebook.Interactive.Tables;

namespace Notebook.Interactive.Formatting;

/// <summary>Sequences, and those among them that are tables: their first rows become part of the output, all of them are kept to be paged.</summary>
internal sealed partial class ValueCapture
{
    private const int MaxCellValues = 50;

    private void AddSequence(CapturedComposite? parent, string? name, IEnumerable value, string? html, Room room)
    {
        var composite = new CapturedComposite(CompositeKind.Sequence, TypeNames.OfSequence(value.GetType())) { Html = html };
        budget.Add(parent, name, composite);
        var items = room.Items;
        var inner = room.Inner(Limits);
        var isFirst = true;
        var rest = new RestOfRows(composite, mayBeEndless: true);
        Enumerate(composite, value, () => items, item =>
        {
            if (isFirst && item is not null)
            {
                isFirst = false;
                if (parent is null && IsRow(item))
                {
                    (items, inner) = (Limits.Rows, new Room(1 + Limits.CellDepth, Limits.CellItems, IsCell: true));
                    Record(rest, []);
                }
            }

            Add(composite, null, item, inner);
            rest.AddShown(item);
        }, rest: rest);
    }

    private void AddTable(CapturedComposite? parent, string? name, TableSource source, string? html, Room room)
    {
        var composite = new CapturedComposite(CompositeKind.Sequence, source.TypeName) { Columns = source.Columns, Html = html };
        budget.Add(parent, name, composite);
        var cell = new Room(Limits.CellDepth, Limits.CellItems, IsCell: true);
        var rest = new RestOfRows(composite, mayBeEndless: false);
        if (parent is null)
            Record(rest, source.Columns);
        Enumerate(composite, source.Rows, () => parent is null ? Limits.Rows : room.Items, item =>
        {
            var values = (object?[])item!;
            var row = new CapturedComposite(CompositeKind.Object, "");
            budget.Add(composite, null, row);
            for (var i = 0; i < values.Length && i < Limits.Members && !budget.IsSpent; i++)
                Add(row, source.Columns[i], values[i] is DBNull ? null : values[i], cell);
            budget.Complete(row, values.Length, isCut: row.Parts.Count < values.Length);
            rest.AddShown(values);
        }, source.RowCount, rest);
    }

    private void AddMemory(CapturedComposite? parent, string? name, MemoryItems memory, string? html, Room room)
    {
        var composite = new CapturedComposite(CompositeKind.Sequence, memory.TypeName) { Html = html };
        budget.Add(parent, name, composite);
        if (room.Depth > 0 && !budget.IsSpent)
            Enumerate(composite, memory.Items, () => room.Items, item => Add(composite, null, item, room.Inner(Limits)), memory.Length);
        else
            budget.Complete(composite, memory.Length, isCut: memory.Length > 0);
    }

    private void Record(RestOfRows rest, IReadOnlyList<string> columns)
    {
        if (Limits.TableBytes == 0)
            return;
        rest.Recorder = budget.Recorder = new TableRecorder(budget, CellText, asksForAll: !registry.IsEmpty);
        rest.Recorder.AddColumns(columns);
    }

    /// <summary>What stands in a cell whose value is of no simple type.</summary>
    private CapturedScalar CellText(object value)
    {
        var cell = new CaptureBudget(Limits with { Nodes = MaxCellValues, Characters = Limits.NestedCharacters });
        var part = new CapturedComposite(CompositeKind.Object, "");
        new ValueCapture(cell, registry).Add(part, null, value, new Room(Limits.CellDepth, Limits.CellItems, IsCell: true));
        return part.Parts[0].Value as CapturedScalar ?? new CapturedScalar(ScalarKind.Other, Clip.To(PlainTextWriter.Inline(part.Parts[0].Value), Limits.NestedCharacters));
    }

    /// <summary>The rows that are too many for the output.</summary>
    private sealed class RestOfRows(CapturedComposite table, bool mayBeEndless)
    {
        private bool _hasBegun;

        public TableRecorder? Recorder { get; set; }

        /// <summary>A value that has an HTML form of its own is shown as that, without pages.</summary>
        public bool IsWanted => Recorder is not null && (_hasBegun || !table.HasHtmlForm);

        public string? Note => Recorder?.Note;

        public void AddShown(object? row)
        {
            if (table.Parts.Count > 0)
                Recorder?.AddShown(table.Parts[^1].Value, row);
        }

        public bool Add(object? row, bool isCounted)
        {
            if (!_hasBegun)
                Recorder!.BeginRest(isLazy: mayBeEndless && !isCounted);
            _hasBegun = true;
            return Recorder!.Add(row);
        }

        public void End() => Recorder?.Commit();
    }
}
