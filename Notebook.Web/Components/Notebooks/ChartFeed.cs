using Notebook.Web.Documents;
using Notebook.Web.Outputs;
using Notebook.Web.Sessions;

namespace Notebook.Web.Components.Notebooks;

/// <summary>
/// Knows which additions of live charts one browser has been sent, and what comes next. A browser that lags behind what is at hand finds
/// a gap, and fetches that chart whole.
/// </summary>
internal sealed class ChartFeed
{
    private readonly Dictionary<string, long> _sent = [];
    private readonly HashSet<CellId> _grown = [];

    public void Grown(IEnumerable<CellId> cells) => _grown.UnionWith(cells);

    /// <summary>The connection was gone, and what was under way is lost.</summary>
    public void Resume(SessionSnapshot snapshot)
    {
        _sent.Clear();
        _grown.UnionWith(snapshot.Document.Cells.Where(static cell => cell.Outputs.Exists(static output => output is DisplayOutput { Live: not null })).Select(static cell => cell.Id));
    }

    /// <summary>The next additions to charts that grew.</summary>
    public List<ChartDelivery> Collect(SessionSnapshot snapshot)
    {
        var deliveries = new List<ChartDelivery>();
        foreach (var id in _grown)
            foreach (var output in snapshot.Document.Find(id)?.Outputs ?? [])
                if (output is DisplayOutput { Live: { } live })
                {
                    var first = live.Number - live.Recent.Count;
                    var from = Math.Max(first, _sent.GetValueOrDefault(output.OutputId));
                    if (from >= live.Number)
                        continue;
                    var last = live.Recent[^1];
                    deliveries.Add(new(output.OutputId, from, [.. live.Recent.Skip((int)(from - first)).Select(static points => points.Series)], last.Keeps, last.Summary, ChartWords.OfLine(last.Summary)));
                }

        _grown.Clear();
        return deliveries;
    }

    public void Delivered(IEnumerable<ChartDelivery> deliveries)
    {
        foreach (var delivery in deliveries)
            _sent[delivery.OutputId] = delivery.From + delivery.Additions.Count;
    }
}
