using Microsoft.AspNetCore.Components;
using Notebook.Protocol;
using Notebook.Web.Documents;
using Notebook.Web.Sessions;
using Notebook.Web.Sharing;

namespace Notebook.Web.Components.Notebooks.Panels;

/// <summary>The panel of variables. Asks the kernel while it is open, and again whenever a run begins or ends.</summary>
public sealed partial class VariablesPanel : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private VariablesListed? _listed;
    private (KernelStatus, CellId?, int)? _asked;
    private string _filter = "";
    private OpenValue? _open;
    private bool _isAsking;
    private bool _asksAgain;

    [Parameter, EditorRequired]
    public SessionSnapshot Snapshot { get; set; } = default!;

    [CascadingParameter]
    private NotebookView View { get; set; } = default!;

    private IEnumerable<VariableSummary> Shown => _listed is null ? [] : _listed.Variables.Where(variable =>
        variable.Name.Contains(_filter, StringComparison.OrdinalIgnoreCase) || variable.Type.Contains(_filter, StringComparison.OrdinalIgnoreCase));

    private string Said => _listed switch
    {
        null => "Asking the kernel…",
        { Problem: { } problem } => problem,
        { Variables.IsEmpty: true } => "No variables yet. They stand here once a cell has declared some.",
        _ when !Shown.Any() => "None matches.",
        { } listed when listed.Total > listed.Variables.Length => $"The latest {listed.Variables.Length} of {listed.Total}.",
        _ => "",
    };

    private bool MayAsk => View.Participant.Role >= NotebookRole.Runner;

    protected override void OnParametersSet()
    {
        var now = (Snapshot.Kernel, Snapshot.RunningCell, Snapshot.Queue.Count);
        if (_asked == now)
            return;
        _asked = now;
        _ = InvokeAsync(AskAsync);
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private int? NumberOf(VariableSummary variable) =>
        CellId.TryParse(variable.SourceName, out var id) && Snapshot.Document.NumberOf(id) is > 0 and var number ? number : null;

    /// <summary>One question at a time: of what happens meanwhile only the latest counts.</summary>
    private async Task AskAsync()
    {
        _asksAgain = true;
        if (_isAsking || !MayAsk)
            return;
        _isAsking = true;
        try
        {
            while (_asksAgain)
            {
                _asksAgain = false;
                _listed = await View.Session.ListVariablesAsync(_gone.Token);
                StateHasChanged();
            }
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The panel was closed.
        }
        finally
        {
            _isAsking = false;
        }
    }

    private async Task OpenAsync(string name)
    {
        if (!MayAsk)
            return;
        var opening = _open = new OpenValue(name, null, null);
        try
        {
            var shown = await View.Session.ShowVariableAsync(name, _gone.Token);
            if (_open == opening)
                _open = new OpenValue(name, shown.Data is { } data ? PanelValue.Of(data, View.Session) : null, shown.Problem);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The panel was closed.
        }
    }

    private sealed record OpenValue(string Name, DisplayOutput? Output, string? Problem);
}
