using Microsoft.AspNetCore.Components;
using Notebook.Web.Documents;
using Notebook.Web.Sessions;
using Notebook.Web.Sharing;

namespace Notebook.Web.Components.Notebooks;

/// <summary>
/// One cell of the page. Renders again when the cell's version, its number, its place in the queue or whether it is edited
/// changed: not for a keystroke and not for stream text.
/// </summary>
public sealed partial class CellView : IDisposable
{
    /// <summary>
    /// What a cell without output may take of Blazor's render tree. The tree's array doubles: one frame more would cost 1.3 KB for
    /// each cell and reader.
    /// </summary>
    internal const int MaxFrames = 32;

    private Cell? _cell;
    private CellStatus? _status;
    private Shown? _rendered;
    private Source? _source;
    private MarkupString? _prose;
    private string? _errors;

    [Parameter, EditorRequired]
    public CellId Id { get; set; }

    [Parameter, EditorRequired]
    public int Number { get; set; }

    /// <summary>1 for the cell that runs next; 0 when it does not wait.</summary>
    [Parameter]
    public int QueuePosition { get; set; }

    [CascadingParameter]
    private NotebookView View { get; set; } = default!;

    [Inject]
    private CellProse Prose { get; set; } = default!;

    private bool IsCode => _cell!.Kind == CellKind.Code;

    private IEnumerable<PendingQuestion> Questions => View.Snapshot.Questions.Where(question => question.CellId == Id);

    private string Label => IsCode ? $"Cell {Number}, code, {_status!.Word}{Hidden}" : $"Cell {Number}, text";

    private string? Hidden => (_cell!.HidesSource, _cell.HidesOutputs && !_cell.Outputs.IsEmpty) switch
    {
        (true, true) => ", code and output hidden",
        (true, false) => ", code hidden",
        (false, true) => ", output hidden",
        _ => null,
    };

    /// <summary>For the style sheet; also said of a cell without outputs, so that those it gets are hidden from the first on.</summary>
    private string? Hides => !IsCode ? null : (_cell!.HidesSource, _cell.HidesOutputs) switch
    {
        (true, true) => "code output",
        (true, false) => "code",
        (false, true) => "output",
        _ => null,
    };

    /// <summary>Stands for the hidden source: the first line that says something.</summary>
    private string FirstLine => CellName.Of(_cell!.Source) ?? "Empty cell";

    private string SourceLines => _cell!.Source.AsSpan().Count('\n') + 1 is > 1 and var lines ? $"{lines} lines hidden" : "hidden";

    private string OutputCount => _cell!.Outputs.Count == 1 ? "Output hidden" : $"{_cell.Outputs.Count} outputs hidden";

    /// <summary>A comment gives its cell a new version.</summary>
    private int OpenComments => View.Snapshot.Document.OpenCommentsOn(Id).Count();

    /// <summary>Kept from the first run on, with the height that it had: what is below it must not jump while it is empty.</summary>
    private bool MayHaveOutput => _cell!.LastRun is not null || !_cell.Outputs.IsEmpty || Questions.Any();

    /// <summary>Whether there is nothing to say beside it.</summary>
    private bool IsQuiet => _cell is { LastRun: null, CanRun: true } && OpenComments == 0;

    protected override void OnInitialized() => View.Appeared(Id, this);

    protected override void OnParametersSet()
    {
        Look();
        // The first render does not ask whether it should.
        _rendered ??= Now();
    }

    protected override bool ShouldRender()
    {
        var now = Now();
        if (now == _rendered)
            return false;
        _rendered = now;
        return true;
    }

    public void Dispose() => View.Disappeared(Id, this);

    /// <summary>Looks at the snapshot again, and renders if anything that it shows has changed.</summary>
    internal void Refresh()
    {
        Look();
        StateHasChanged();
    }

    private void Look()
    {
        _cell = View.Find(Id, Number);
        if (_cell is null)
        {
            (_status, _source, _prose, _errors) = (null, null, null, null);
            return;
        }

        _status = Questions.Any() ? CellStatus.Asking : CellStatus.Of(_cell);
        _errors = ErrorLines.Of(_cell);
        _prose = IsCode ? null : _prose ?? Prose.Of(_cell, View.Session.NotebookId);
        if (_source is null)
        {
            _source = new Source(_cell.Source, _cell.Text.Version, $"Source of cell {Number}");
            View.Texts.Rendered(Id, _cell.Text.Version);
        }
    }

    private Shown Now() => new(_cell?.Version, Number, QueuePosition, _status, View.Participant.Role);

    /// <summary>The text as the page was given it first; what becomes of it is the browser's own.</summary>
    private readonly record struct Source(string Text, int Version, string Name);

    /// <summary>Everything that a render of the cell depends on.</summary>
    private sealed record Shown(long? Version, int Number, int QueuePosition, CellStatus? Status, NotebookRole Role);
}
