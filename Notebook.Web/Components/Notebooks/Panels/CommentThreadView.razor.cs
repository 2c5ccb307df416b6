using Microsoft.AspNetCore.Components;
using Notebook.Web.Documents;
using Notebook.Web.Sessions;

namespace Notebook.Web.Components.Notebooks.Panels;

/// <summary>One thread in the panel of comments. Shows only what its reader may do; the session checks it all the same.</summary>
public sealed partial class CommentThreadView
{
    private ElementReference _field;
    private CommentId? _editing;
    private CommentId? _deleting;
    private string _edited = "";
    private string _reply = "";
    private bool _replying;
    private bool _wantsFocus;

    [Parameter, EditorRequired]
    public CommentThread Thread { get; set; } = default!;

    /// <summary>Told of what was refused, in words.</summary>
    [Parameter, EditorRequired]
    public EventCallback<string?> Said { get; set; }

    [CascadingParameter]
    private NotebookView View { get; set; } = default!;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_wantsFocus)
            return;
        _wantsFocus = false;
        await _field.FocusAsync();
    }

    private void BeginEdit(CellComment comment) => (_editing, _edited, _replying, _wantsFocus) = (comment.Id, comment.Text, false, true);

    private void BeginReply() => (_replying, _editing, _wantsFocus) = (true, null, true);

    private async Task EditAsync(CommentId id)
    {
        if (await ApplyAsync(new EditComment(id, _edited)))
            _editing = null;
    }

    private async Task ReplyAsync()
    {
        if (!await ApplyAsync(new ReplyComment(CommentId.New(), Thread.Id, _reply)))
            return;
        _reply = "";
        _replying = false;
    }

    private async Task<bool> ApplyAsync(Operation operation)
    {
        var result = await View.Session.ApplyAsync(operation, View.Participant);
        await Said.InvokeAsync((result as OperationResult.Rejected)?.Message);
        return result is OperationResult.Accepted;
    }
}
