using System.Globalization;
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
    private Cell? _cell;
    private CellStatus? _status;
    private Shown? _rendered;

    [Parameter, EditorRequired]
    public CellId Id { get; set; }

    [Parameter, EditorRequired]
    public int Number { get; set; }

    /// <summary>1 for the cell that runs next; 0 when it does not wait.</summary>
    [Parameter]
    public int QueuePosition { get; set; }

    [CascadingParameter]
    private NotebookView View { get; set; } = default!;

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

    private string CanRun => _cell is { CanRun: true } ? "true" : "false";

    private string? RunOrder => _cell?.ExecutionCount is { } count ? string.Create(CultureInfo.InvariantCulture, $"Run {count} of its kernel") : null;

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
        _status = _cell is null ? null : Questions.Any() ? CellStatus.Asking : CellStatus.Of(_cell);
    }

    private Shown Now() => new(_cell?.Version, Number, QueuePosition, _status, View.Participant.Role);

    /// <summary>Everything that a render of the cell depends on.</summary>
    private sealed record Shown(long? Version, int Number, int QueuePosition, CellStatus? Status, NotebookRole Role);
}
