using Notebook.Web.Documents;
using Notebook.Web.Sessions;

namespace Notebook.Web.Components.Notebooks;

/// <summary>
/// Knows how much of each stream one browser has, and what comes next. What the server itself no longer has at hand is
/// skipped, so a browser that lags behind a flood costs no memory.
/// </summary>
internal sealed class StreamFeed
{
    /// <summary>The most text in one delivery, in UTF-16 code units: large enough for a flood, small enough that a keystroke's answer does not wait behind it.</summary>
    internal const int MaxCharsAtOnce = 256 * 1024;

    private readonly Dictionary<string, long> _offsets = [];
    private readonly HashSet<CellId> _grown = [];

    public bool HasPending => _grown.Count > 0;

    /// <summary>The stream's element is on the page, empty.</summary>
    public void Rendered(CellId cell, string outputId)
    {
        _offsets[outputId] = 0;
        _grown.Add(cell);
    }

    public void Removed(string outputId) => _offsets.Remove(outputId);

    public void Grown(IEnumerable<CellId> cells) => _grown.UnionWith(cells);

    /// <summary>The browser says how much it has, after its connection was gone.</summary>
    public void Resume(IReadOnlyDictionary<string, long> offsets, SessionSnapshot snapshot)
    {
        foreach (var cell in snapshot.Document.Cells)
            foreach (var stream in cell.Outputs.OfType<StreamOutput>())
                if (_offsets.ContainsKey(stream.OutputId))
                {
                    _offsets[stream.OutputId] = offsets.GetValueOrDefault(stream.OutputId);
                    _grown.Add(cell.Id);
                }
    }

    /// <summary>The next text of the streams that grew, up to <see cref="MaxCharsAtOnce"/>; the rest stays pending.</summary>
    public List<StreamDelivery> Collect(SessionSnapshot snapshot)
    {
        var deliveries = new List<StreamDelivery>();
        var room = MaxCharsAtOnce;
        foreach (var id in _grown.ToList())
        {
            foreach (var stream in snapshot.Document.Find(id)?.Outputs.OfType<StreamOutput>() ?? [])
                room -= Collect(stream, room, deliveries);
            if (room <= 0)
                break;
            _grown.Remove(id);
        }

        return deliveries;
    }

    public void Delivered(IEnumerable<StreamDelivery> deliveries)
    {
        foreach (var delivery in deliveries)
            if (_offsets.TryGetValue(delivery.OutputId, out var known))
                _offsets[delivery.OutputId] = Math.Max(known, delivery.Offset + delivery.Text.Length);
    }

    private int Collect(StreamOutput stream, int room, List<StreamDelivery> deliveries)
    {
        if (room <= 0 || !_offsets.TryGetValue(stream.OutputId, out var offset) || offset >= stream.Text.Length)
            return 0;

        var taken = 0;
        if (stream.Text.OmittedLength > 0 && stream.Text.HeadText is var head && offset < head.Length)
        {
            var text = head[(int)offset..];
            deliveries.Add(new StreamDelivery(stream.OutputId, offset, text, head.AsSpan().Count('\n')));
            taken += text.Length;
            offset = head.Length;
        }

        var (omitted, rest) = stream.Text.Since(offset);
        var next = rest.Length <= room ? rest : rest[..CutAt(rest, room)];
        var linesLeft = rest.AsSpan(next.Length).Count('\n');
        deliveries.Add(new StreamDelivery(stream.OutputId, offset + omitted, next, stream.Text.LineCount - linesLeft));
        return taken + next.Length;
    }

    /// <summary>Not between the halves of a surrogate pair: JSON could not carry them apart.</summary>
    private static int CutAt(string text, int length) => char.IsHighSurrogate(text[length - 1]) ? length + 1 : length;
}
