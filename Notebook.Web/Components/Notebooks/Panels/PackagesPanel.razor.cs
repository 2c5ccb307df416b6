using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using Notebook.Web.Documents;
using Notebook.Web.Packages;
using Notebook.Web.Sessions;

namespace Notebook.Web.Components.Notebooks.Panels;

/// <summary>The panel of packages. Inserting is an ordinary change of the notebook's text.</summary>
public sealed partial class PackagesPanel : IDisposable
{
    /// <summary>A person types a few letters in that time; a feed is asked once.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(300);

    private readonly CancellationTokenSource _gone = new();
    private CancellationTokenSource? _searching;
    private IReadOnlyList<FoundPackage>? _found;
    private string? _said;

    [Parameter, EditorRequired]
    public SessionSnapshot Snapshot { get; set; } = default!;

    [CascadingParameter]
    private NotebookView View { get; set; } = default!;

    [Inject]
    private PackageLibrary Library { get; set; } = default!;

    private ImmutableSortedDictionary<string, string> Pins => PinnedPackages.Of(Snapshot.Document);

    public void Dispose()
    {
        _gone.Cancel();
        _searching?.Dispose();
        _gone.Dispose();
    }

    private async Task SearchAsync(ChangeEventArgs change)
    {
        var words = (change.Value as string ?? "").Trim();
        if (_searching is not null)
            await _searching.CancelAsync();
        _searching?.Dispose();
        _searching = CancellationTokenSource.CreateLinkedTokenSource(_gone.Token);
        var current = _searching.Token;
        if (words.Length == 0)
        {
            (_found, _said) = (null, null);
            return;
        }

        try
        {
            await Task.Delay(Settle, View.Time, current);
            _said = "Searching…";
            StateHasChanged();
            var (found, problem) = await Library.SearchAsync(words, current);
            (_found, _said) = (found, problem ?? (found.Count == 0 ? "Nothing found. Some package sources only know whole ids." : $"{Counts.Packages(found.Count)} found."));
        }
        catch (OperationCanceledException)
        {
            // More was typed, or the panel was closed.
        }
    }

    private async Task InsertAsync(FoundPackage package)
    {
        var result = await View.History.ApplyAsync(PackageLine.Insertion(Snapshot.Document, package, CellId.New()));
        _said = result is OperationResult.Rejected rejected ? rejected.Message : $"Inserted. Run the cell to use {package.Id}.";
    }

    private async Task UnpinAsync(string id)
    {
        if (await View.History.ApplyAsync(new UnpinPackage(id)) is OperationResult.Rejected rejected)
            _said = rejected.Message;
    }
}
