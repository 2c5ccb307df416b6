using System.Collections.Immutable;
using Notebook.Protocol;
using Notebook.Protocol.Language;

namespace Notebook.Web.Language;

/// <summary>Knows what a language process has been told of a notebook, and tells it what it lacks: changed cells only.</summary>
internal sealed class SentNotebook(string notebookId)
{
    private readonly Lock _lock = new();
    private Task _sending = Task.CompletedTask;
    private ILanguageProcess? _process;
    private Dictionary<string, LanguageCell> _cells = new(StringComparer.Ordinal);
    private ImmutableArray<string> _order = [];
    private ImmutableArray<RestoredPackage> _packages = [];
    private ImmutableArray<LanguageFile> _files = [];
    private long _revision;

    /// <summary>Tells the process what it lacks. When this completes, what is asked next is answered for this content or a newer one.</summary>
    public async Task BringUpToDateAsync(ILanguageProcess process, NotebookContent content)
    {
        Task sending;
        lock (_lock)
        {
            if (Next(process, content) is { } update)
                _sending = SendAfterAsync(_sending, process, update);
            sending = _sending;
        }

        await sending.ConfigureAwait(false);
    }

    /// <summary>The process has forgotten it: all of it is told again.</summary>
    public void Forgotten()
    {
        lock (_lock)
            _process = null;
    }

    /// <summary>In the order in which they were made: each holds what changed since the one before.</summary>
    private static async Task SendAfterAsync(Task before, ILanguageProcess process, UpdateNotebook update)
    {
        await before.ConfigureAwait(false);
        await process.SendAsync(update).ConfigureAwait(false);
    }

    /// <returns>Null when the process has everything.</returns>
    private UpdateNotebook? Next(ILanguageProcess process, NotebookContent content)
    {
        var isWhole = _process != process;
        if (isWhole)
            (_process, _cells, _order, _packages, _files) = (process, new Dictionary<string, LanguageCell>(StringComparer.Ordinal), [], [], []);

        var cells = content.Cells().ToList();
        ImmutableArray<string> order = [.. cells.Select(static cell => cell.CellId)];
        var update = new UpdateNotebook
        {
            NotebookId = notebookId,
            Revision = _revision + 1,
            IsWhole = isWhole,
            Cells = [.. cells.Where(cell => _cells.GetValueOrDefault(cell.CellId) != cell)],
            Order = isWhole || !order.SequenceEqual(_order) ? order : null,
            Packages = isWhole || content.Packages != _packages ? content.Packages : null,
            Files = isWhole || content.Files != _files ? content.Files : null,
        };
        if (!isWhole && update is { Cells.IsEmpty: true, Order: null, Packages: null, Files: null })
            return null;

        _revision++;
        _order = order;
        _packages = content.Packages;
        _files = content.Files;
        _cells = cells.ToDictionary(static cell => cell.CellId, StringComparer.Ordinal);
        return update;
    }
}
