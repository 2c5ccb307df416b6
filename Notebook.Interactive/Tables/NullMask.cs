namespace Notebook.Interactive.Tables;

/// <summary>Which rows of a column have no value. Takes no memory until there is one.</summary>
internal sealed class NullMask
{
    private ulong[] _bits = [];

    public bool this[int row] => row >> 6 is var word && word < _bits.Length && (_bits[word] & (1UL << row)) != 0;

    public void Set(int row)
    {
        if (row >> 6 >= _bits.Length)
            Array.Resize(ref _bits, Math.Max((row >> 6) + 1, _bits.Length * 2));
        _bits[row >> 6] |= 1UL << row;
    }
}
