using Notebook.Interactive.Formatting;
using Notebook.Protocol;

namespace Notebook.Interactive.Tables;

/// <summary>A column of texts.</summary>
/// <param name="kind">What the texts are.</param>
internal sealed class TextValues(ScalarKind kind) : ColumnValues
{
    /// <summary>An object's head, its length and the reference to it.</summary>
    private const int BytesOfText = 30;

    /// <summary>Groups of four letters that are sorted by their number; texts that are alike for longer are compared.</summary>
    private const int MaxGroups = 16;

    /// <summary>Columns often repeat a few texts, which are there once.</summary>
    private readonly string?[] _recent = new string?[8];
    private string?[] _values = new string?[256];
    private int _count;
    private int _nextRecent;
    private long _textBytes;

    public override ScalarKind? Kind => kind;

    public override long Bytes => _textBytes + (long)_values.Length * 8;

    public override int Count => _count;

    public override CapturedScalar this[int row] => new(kind, _values[row] ?? "");

    public override void AddNull() => Append(null);

    public override bool IsNull(int row) => _values[row] is null;

    public void Add(string text)
    {
        if (!IsRecent(text))
        {
            _recent[_nextRecent++ & 7] = text;
            _textBytes += BytesOfText + 2L * text.Length;
        }

        Append(text);
    }

    public override void Sort(Span<int> rows, bool descending) => Sort(rows, new ulong[rows.Length], 0, descending);

    public override Func<int, bool> Matching(TableFilter filter)
    {
        var values = _values;
        return MatchingText(filter, row => values[row] ?? "");
    }

    private void Append(string? text)
    {
        if (_count == _values.Length)
            Array.Resize(ref _values, _count * 2);
        _values[_count++] = text;
    }

    private bool IsRecent(string text)
    {
        foreach (var recent in _recent)
        {
            if (ReferenceEquals(recent, text))
                return true;
        }

        return false;
    }

    private void Sort(Span<int> rows, Span<ulong> keys, int group, bool descending)
    {
        if (group == MaxGroups)
        {
            RowSort.ByComparison(rows, (left, right) => FoldedText.Compare(_values[left]!, _values[right]!, group * 4) * (descending ? -1 : 1));
            return;
        }

        for (var i = 0; i < rows.Length; i++)
        {
            var key = FoldedText.Key(_values[rows[i]]!, group * 4);
            keys[i] = descending ? ~key : key;
        }

        RowSort.ByKeys(keys, rows);
        for (var start = 0; start < rows.Length;)
        {
            var end = start + 1;
            while (end < rows.Length && keys[end] == keys[start])
                end++;
            var key = descending ? ~keys[start] : keys[start];
            // Where the last of the four letters is the end, the texts are equal.
            if (end - start > 1 && (key & 0xFFFF) != 0)
                Sort(rows[start..end], keys[start..end], group + 1, descending);
            start = end;
        }
    }
}
