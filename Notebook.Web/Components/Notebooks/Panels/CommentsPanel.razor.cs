using Microsoft.AspNetCore.Components;
using Notebook.Web.Documents;
using Notebook.Web.Sessions;

namespace Notebook.Web.Components.Notebooks.Panels;

/// <summary>The panel of comments: those on cells that are there, in the order of the cells.</summary>
public sealed partial class CommentsPanel : IDisposable
{
    private ElementReference _composer;
    private string _text = "";
    private string? _said;
    private bool _showsResolved;
    private bool _wantsFocus;

    [Parameter, EditorRequired]
    public SessionSnapshot Snapshot { get; set; } = default!;

    [CascadingParameter]
    private NotebookView View { get; set; } = default!;

    private (CellId Cell, int Number)? Chosen => View.Discussed is { } id && Snapshot.Document.NumberOf(id) is > 0 and var number ? (id, number) : null;

    private List<CommentThread> Open => Threads(resolved: false);

    private List<CommentThread> Resolved => Threads(resolved: true);

    private List<(CellId Cell, int Number, IEnumerable<CommentThread> Threads)> Groups =>
        [.. (_showsResolved ? Resolved : Open).GroupBy(static thread => thread.CellId).Select(group => (group.Key, Snapshot.Document.NumberOf(group.Key), (IEnumerable<CommentThread>)group)).OrderBy(static group => group.Item2)];

    protected override void OnInitialized()
    {
        View.DiscussionAsked += Discuss;
        _wantsFocus = View.Discussed is not null;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_wantsFocus || Chosen is null)
            return;
        _wantsFocus = false;
        await _composer.FocusAsync();
    }

    public void Dispose() => View.DiscussionAsked -= Discuss;

    private static string Pressed(bool isPressed) => isPressed ? "true" : "false";

    private void Discuss()
    {
        _wantsFocus = true;
        StateHasChanged();
    }

    private List<CommentThread> Threads(bool resolved) =>
        [.. Snapshot.Document.Comments.Where(thread => thread.IsResolved == resolved && Snapshot.Document.Find(thread.CellId) is not null)];

    private async Task AddAsync(CellId cell)
    {
        var result = await View.Session.ApplyAsync(new AddComment(CommentId.New(), cell, _text), View.Participant);
        _said = result is OperationResult.Rejected rejected ? rejected.Message : "";
        if (result is not OperationResult.Accepted)
            return;
        _text = "";
        _showsResolved = false;
    }
}
