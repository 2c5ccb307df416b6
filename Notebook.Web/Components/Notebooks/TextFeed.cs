using Notebook.Web.Documents;
using Notebook.Web.Sessions;

namespace Notebook.Web.Components.Notebooks;

/// <summary>
/// Knows which version of each cell's text one browser has, and what it lacks. The browser skips what it has already, so a
/// delivery that is sent twice does no harm; one that is lost is sent again once the browser says where it stands.
/// </summary>
internal sealed class TextFeed
{
    private readonly Dictionary<CellId, int> _versions = [];
    private readonly HashSet<CellId> _edited = [];
    private readonly HashSet<CellId> _pushing = [];

    public bool HasPending => _edited.Any(id => !_pushing.Contains(id));

    /// <summary>The page was rendered with this version of the text.</summary>
    public void Rendered(CellId cell, int version)
    {
        _versions[cell] = version;
        _edited.Add(cell);
    }

    public void Edited(IEnumerable<CellId> cells) => _edited.UnionWith(cells);

    /// <summary>The browser says which versions it has, after its connection was gone.</summary>
    public void Resume(CellId cell, int version)
    {
        if (!_versions.ContainsKey(cell))
            return;
        _versions[cell] = version;
        _edited.Add(cell);
    }

    public void Forget(CellId cell)
    {
        _versions.Remove(cell);
        _edited.Remove(cell);
    }

    /// <summary>The browser's own change is under way; its answer tells the browser what it needs.</summary>
    public void PushBegan(CellId cell) => _pushing.Add(cell);

    public void PushEnded(CellId cell, int? browserVersion)
    {
        _pushing.Remove(cell);
        if (browserVersion is { } version)
            Delivered(cell, version);
        _edited.Add(cell);
    }

    public void Delivered(CellId cell, int version)
    {
        if (_versions.TryGetValue(cell, out var known) && known < version)
            _versions[cell] = version;
    }

    /// <summary>What the browser lacks of the texts that changed. Those whose push is under way wait for its end.</summary>
    public List<TextDelivery> Collect(SessionSnapshot snapshot)
    {
        var deliveries = new List<TextDelivery>();
        var cells = _edited.Where(id => !_pushing.Contains(id)).ToList();
        foreach (var id in cells)
        {
            _edited.Remove(id);
            if (!_versions.TryGetValue(id, out var version) || snapshot.Document.Find(id) is not { } cell || cell.Text.Version == version)
                continue;
            deliveries.Add(TextDelivery.Since(id, cell.Text, version));
        }

        return deliveries;
    }
}
