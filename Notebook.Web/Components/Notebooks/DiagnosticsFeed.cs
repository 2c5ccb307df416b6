using Microsoft.JSInterop;
using Notebook.Protocol.Language;
using Notebook.Web.Documents;
using Notebook.Web.Language;

namespace Notebook.Web.Components.Notebooks;

/// <summary>
/// Brings what the compiler thinks to one tab: only cells of which it thinks something else than before. One call is under way at a
/// time, and what comes meanwhile merges.
/// </summary>
/// <param name="language">The tab's part in the language services.</param>
/// <param name="browser">The page in the browser.</param>
internal sealed class DiagnosticsFeed(ILanguageNotebook language, IBrowserPage browser)
{
    private readonly Signal _signal = new();
    private readonly Dictionary<CellId, CellFindings> _sent = [];
    private string? _problem;

    /// <summary>Runs until it is cancelled or the circuit is gone.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        language.Changed += _signal.Set;
        try
        {
            _signal.Set();
            while (true)
            {
                await _signal.WaitAsync(cancellationToken);
                await SendAsync(cancellationToken);
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or JSDisconnectedException or JSException or ObjectDisposedException)
        {
            // The tab went away, or does not answer; the next change finds out.
        }
        finally
        {
            language.Changed -= _signal.Set;
        }
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        var (findings, problem) = (language.Findings ?? NotebookFindings.None, language.Problem);
        var fresh = findings.Cells.Where(cell => _sent.GetValueOrDefault(cell.Key) is not { } known
            || known.TextVersion != cell.Value.TextVersion || !known.Diagnosed.Diagnostics.SequenceEqual(cell.Value.Diagnosed.Diagnostics)).ToList();
        if (fresh.Count == 0 && problem == _problem)
            return;
        await browser.ReceiveDiagnosticsAsync([.. fresh.Select(static cell => new CellDiagnostics(cell.Key.Value, cell.Value.TextVersion, cell.Value.Diagnosed.Diagnostics))], problem, cancellationToken);
        _problem = problem;
        foreach (var (id, found) in fresh)
            _sent[id] = found;
        foreach (var gone in _sent.Keys.Where(id => !findings.Cells.ContainsKey(id)).ToList())
            _sent.Remove(gone);
    }
}

/// <summary>What the compiler thinks of a cell, on its way to a browser.</summary>
/// <param name="CellId">The cell.</param>
/// <param name="Version">The version of the text that the positions count in.</param>
/// <param name="Diagnostics">In the order of the text.</param>
internal sealed record CellDiagnostics(string CellId, int Version, System.Collections.Immutable.ImmutableArray<CodeDiagnostic> Diagnostics);
