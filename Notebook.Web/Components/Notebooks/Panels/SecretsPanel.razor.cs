using Microsoft.AspNetCore.Components;
using Notebook.Web.Documents;
using Notebook.Web.Secrets;
using Notebook.Web.Sessions;
using Notebook.Web.Storage;

namespace Notebook.Web.Components.Notebooks.Panels;

/// <summary>The panel of secrets. Looks again when somebody changes them on another page.</summary>
public sealed partial class SecretsPanel : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private IReadOnlyList<SecretRow> _secrets = [];
    private ElementReference _valueField;
    private string _name = "";
    private string _value = "";
    private string? _asked;
    private string? _said;

    [Parameter, EditorRequired]
    public SessionSnapshot Snapshot { get; set; } = default!;

    [CascadingParameter]
    private NotebookView View { get; set; } = default!;

    [Inject]
    private SecretVault Vault { get; set; } = default!;

    private bool MayChange => View.Participant.Role >= SecretVault.Changes;

    public void Dispose()
    {
        Vault.Changed -= OnChanged;
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override Task OnInitializedAsync()
    {
        Vault.Changed += OnChanged;
        return LookAsync();
    }

    private void OnChanged(NotebookId id)
    {
        if (id == View.Session.NotebookId)
            _ = InvokeAsync(async () =>
            {
                await LookAsync();
                StateHasChanged();
            });
    }

    private async Task LookAsync()
    {
        if (_gone.IsCancellationRequested)
            return;
        try
        {
            _secrets = await Vault.ListAsync(View.Session.NotebookId, View.Participant, _gone.Token);
        }
        catch (StoreException exception)
        {
            _said = exception.Message;
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The panel was closed.
        }
    }

    private async Task SetAsync()
    {
        var name = _name.Trim();
        if (await Vault.SetAsync(View.Session.NotebookId, name, _value, View.Participant) is { } problem)
        {
            _said = problem;
            return;
        }

        (_name, _value, _said) = ("", "", $"{name} is kept. Cells read it with Secrets[\"{name}\"].");
        await LookAsync();
    }

    private async Task ReplaceAsync(string name)
    {
        (_name, _value, _asked) = (name, "", null);
        await _valueField.FocusAsync();
    }

    private async Task DeleteAsync(string name)
    {
        _asked = null;
        _said = await Vault.DeleteAsync(View.Session.NotebookId, name, View.Participant) ?? $"{name} is deleted. A kernel that has read it may still hold it: restart it to be sure.";
        await LookAsync();
    }
}
