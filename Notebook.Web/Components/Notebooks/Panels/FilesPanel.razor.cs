using Microsoft.AspNetCore.Components;
using Notebook.Web.Documents;
using Notebook.Web.Files;
using Notebook.Web.Sessions;
using Notebook.Web.Sharing;

namespace Notebook.Web.Components.Notebooks.Panels;

/// <summary>The panel of files. Looks again when a run ends, since cells write files, and when somebody changes them on a page.</summary>
public sealed partial class FilesPanel : IDisposable
{
    private static readonly (FileArea, string)[] AreaWords = [(FileArea.Notebook, "This notebook"), (FileArea.Common, "Common")];

    private readonly CancellationTokenSource _gone = new();
    private FileArea _area;
    private string _way = "";
    private FolderListing? _listing;
    private string? _said;
    private ShownFile? _shown;
    private (KernelStatus, CellId?)? _looked;
    private PutAsideFile? _deleted;
    private ElementReference _undo;
    private bool _wantsUndo;

    [Parameter, EditorRequired]
    public SessionSnapshot Snapshot { get; set; } = default!;

    [CascadingParameter]
    private NotebookView View { get; set; } = default!;

    [Inject]
    private NotebookAreas Areas { get; set; } = default!;

    [Inject]
    private SandboxedPreview Sandboxed { get; set; } = default!;

    private bool MayChange => FileRules.RefuseChange(_area, View.Participant.Role) is null;

    /// <summary>Null too for a reader whose role was taken away a moment ago.</summary>
    private FolderFiles? Folder => View.Participant.Role >= FileRules.Reads ? Areas.Find(View.Session.NotebookId, _area) : null;

    private IEnumerable<(string Name, string Path)> Steps
    {
        get
        {
            var steps = _way.Split('/');
            return steps.Select((name, i) => (name, string.Join('/', steps[..(i + 1)])));
        }
    }

    protected override void OnInitialized() => Areas.Changed += OnChanged;

    protected override void OnParametersSet()
    {
        if (_looked == (Snapshot.Kernel, Snapshot.RunningCell))
            return;
        _looked = (Snapshot.Kernel, Snapshot.RunningCell);
        Look();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_wantsUndo || _deleted is null)
            return;
        _wantsUndo = false;
        await _undo.FocusAsync();
    }

    public void Dispose()
    {
        Areas.Changed -= OnChanged;
        Forget(_deleted);
        _gone.Cancel();
        _gone.Dispose();
    }

    private string PathOf(FileEntry entry) => _way.Length == 0 ? entry.Name : $"{_way}/{entry.Name}";

    private void OnChanged(NotebookId id)
    {
        if (id == View.Session.NotebookId)
            _ = InvokeAsync(() =>
            {
                Look();
                StateHasChanged();
            });
    }

    private void GoTo(FileArea area)
    {
        _area = area;
        Open("");
    }

    private void Open(string way)
    {
        (_way, _said) = (way, null);
        Look();
    }

    private void Look()
    {
        try
        {
            _listing = Folder?.List(_way);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The folder that was open is gone: its notebook's own is always there.
            _said = FileEndpoints.Sentence(exception);
            _listing = null;
            if (_way.Length == 0)
                return;
            _way = "";
            Look();
        }
    }

    private async Task OpenAsync(FileEntry entry)
    {
        var path = PathOf(entry);
        if (entry.Kind == FileEntryKind.Folder)
        {
            Open(path);
            return;
        }

        if (Folder is not { } files)
            return;
        if (FileKinds.PictureType(path) is not null && entry.Kind == FileEntryKind.File)
        {
            _shown = new ShownFile(path, Picture: FileEndpoints.AddressOf(View.Session.NotebookId, _area, path) + "?picture");
            return;
        }

        var opening = _shown = new ShownFile(path);
        try
        {
            var (value, columns) = await Task.Run(
                async () => SandboxedPreview.Reads(FileKinds.Of(path)) ? await Sandboxed.ReadAsync(files, path, _gone.Token) : (await FilePreview.OfAsync(files, path, _gone.Token), null), _gone.Token);
            if (_shown == opening)
                _shown = opening with { Output = PanelValue.Of(value, View.Session), Columns = columns is null ? null : PanelValue.Of(columns, View.Session) };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (_shown == opening)
                _shown = opening with { Problem = FileEndpoints.Sentence(exception) };
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The panel was closed.
        }
    }

    /// <summary>Out of sight at once, and for good with the next one or when the panel closes.</summary>
    private async Task DeleteAsync(FileEntry entry)
    {
        var before = _deleted;
        await ChangeAsync(files => _deleted = files.PutAside(PathOf(entry)));
        if (_deleted == before)
            return;
        Forget(before);
        (_said, _wantsUndo) = ($"{entry.Name} was deleted.", true);
    }

    private async Task UndoAsync()
    {
        if (_deleted is not { } deleted)
            return;
        _deleted = null;
        var name = deleted.Name;
        await ChangeAsync(files => name = files.Restore(deleted));
        _said ??= name == deleted.Name ? $"{name} is back." : $"{deleted.Name} is back as {name}.";
    }

    private void Forget(PutAsideFile? deleted)
    {
        if (deleted is null || Areas.Find(View.Session.NotebookId, FileArea.Notebook) is not { } files)
            return;
        // A folder may hold many files, and nobody waits for them.
        _ = Task.Run(() =>
        {
            try
            {
                files.Forget(deleted);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Its folder is gone, or is a link by now: then so is the file.
            }
        });
    }

    private async Task ChangeAsync(Action<FolderFiles> change)
    {
        _said = View.Participant.OnlyLooks ? SeenAs.Refusal : FileRules.RefuseChange(_area, View.Participant.Role);
        if (_said is not null || Folder is not { } files)
            return;
        try
        {
            // A folder may hold many files.
            await Task.Run(() => change(files), _gone.Token);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _said = FileEndpoints.Sentence(exception);
        }

        Look();
        Areas.NoteChange(View.Session.NotebookId);
    }

    private sealed record ShownFile(string Path, DisplayOutput? Output = null, DisplayOutput? Columns = null, string? Picture = null, string? Problem = null);
}
