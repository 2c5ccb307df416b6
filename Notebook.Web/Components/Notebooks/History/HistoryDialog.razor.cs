using Microsoft.AspNetCore.Components;
using Notebook.Protocol;
using Notebook.Web.Documents;
using Notebook.Web.History;
using Notebook.Web.Sessions;
using Notebook.Web.Sharing;
using Notebook.Web.Storage;

namespace Notebook.Web.Components.Notebooks.History;

/// <summary>The dialog "History": lists revisions, compares, restores. Reads the list again whenever the session has saved one.</summary>
public sealed partial class HistoryDialog : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private IReadOnlyList<Revision> _revisions = [];
    private Revision? _chosen;
    private NotebookDocument? _content;
    private DocumentDiff? _diff;
    private IDisposable? _values;
    private string _name = "";
    private string? _said;
    private bool _againstNow = true;
    private bool _isRead;
    private int? _readAt;

    [Parameter, EditorRequired]
    public SessionSnapshot Snapshot { get; set; } = default!;

    /// <summary>The reader has closed it.</summary>
    [Parameter, EditorRequired]
    public EventCallback Closed { get; set; }

    /// <summary>The chosen revision has become the notebook.</summary>
    [Parameter, EditorRequired]
    public EventCallback Restored { get; set; }

    [CascadingParameter]
    private NotebookView View { get; set; } = default!;

    [Inject]
    private INotebookStore Store { get; set; } = default!;

    private bool MayChange => View.Participant.Role >= NotebookRole.Editor;

    protected override async Task OnParametersSetAsync()
    {
        if (_readAt == Snapshot.SavedRevisions)
            return;
        _readAt = Snapshot.SavedRevisions;
        await TryAsync(async () => _revisions = await Store.ListRevisionsAsync(View.Session.NotebookId, _gone.Token));
        _isRead = true;
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
        _values?.Dispose();
    }

    private static string WordsOf(RevisionReason reason) => reason switch
    {
        RevisionReason.Run => "Run",
        RevisionReason.Edited => "Edited",
        RevisionReason.Checkpoint => "Checkpoint",
        RevisionReason.BeforeRestore => "Before restoring",
        _ => "Imported",
    };

    private static string Summary(DocumentDiff diff) =>
        diff.IsEmpty ? "Nothing differs." : diff.Cells.Length == 0 ? "The title differs." : $"{Counts.Cells(diff.Cells.Length)} {(diff.Cells.Length == 1 ? "differs" : "differ")}.";

    private async Task ChooseAsync(Revision revision)
    {
        (_chosen, _content, _diff) = (revision, null, null);
        await TryAsync(async () => _content = await Store.LoadRevisionAsync(View.Session.NotebookId, revision.Id, _gone.Token));
        if (_content is null)
        {
            (_chosen, _said) = (null, _said is { Length: > 0 } ? _said : "This revision is gone. Choose another.");
            return;
        }

        await CompareAsync(_againstNow);
    }

    private async Task CompareAsync(bool againstNow)
    {
        if (_chosen is not { } chosen || _content is not { } content)
            return;

        (_againstNow, _diff) = (againstNow, null);
        var before = againstNow ? content : await PreviousAsync(chosen);
        var after = againstNow ? View.Session.Snapshot.Document : content;
        if (before is null)
            return;
        var diff = await Task.Run(() => DocumentDiff.Between(before, after), _gone.Token);
        if (_chosen != chosen || _againstNow != againstNow || _gone.IsCancellationRequested)
            return;
        // What is shown can be fetched as long as it is shown: an earlier state is no part of the notebook.
        _values?.Dispose();
        _values = View.Session.ShownValues.Hold(diff.Cells.SelectMany(static cell => cell.Values).SelectMany(static value => new[] { value.Before, value.After }).OfType<MimeBundle>());
        _diff = diff;
    }

    /// <summary>The state before a revision: the next older one, or an empty notebook before the first.</summary>
    private async Task<NotebookDocument?> PreviousAsync(Revision revision)
    {
        var older = _revisions.SkipWhile(other => other.Id != revision.Id).Skip(1).FirstOrDefault();
        if (older is null)
            return _content! with { Cells = [] };
        NotebookDocument? previous = null;
        await TryAsync(async () => previous = await Store.LoadRevisionAsync(View.Session.NotebookId, older.Id, _gone.Token));
        return previous;
    }

    private async Task SaveAsync()
    {
        var result = await View.History.ApplyAsync(new SaveCheckpoint(RevisionId.New(), _name));
        _said = result is OperationResult.Rejected rejected ? rejected.Message : "Saved.";
        if (result is OperationResult.Accepted)
            _name = "";
    }

    private async Task RestoreAsync()
    {
        if (_content is not { } content)
            return;
        if (await View.History.ApplyAsync(new RestoreRevision(content, RevisionId.New())) is OperationResult.Rejected rejected)
            _said = rejected.Message;
        else
            await Restored.InvokeAsync();
    }

    private async Task TryAsync(Func<Task> read)
    {
        try
        {
            await read();
        }
        catch (StoreException problem)
        {
            _said = problem.Message;
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The dialog was closed.
        }
    }
}
