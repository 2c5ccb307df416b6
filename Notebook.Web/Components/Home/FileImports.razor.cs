using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Notebook.Web.Documents;
using Notebook.Web.Formats;
using Notebook.Web.Sharing;
using Notebook.Web.Storage;

namespace Notebook.Web.Components.Home;

/// <summary>Imports notebook files, one after another, while the page stays usable; says of each what became of it.</summary>
public sealed partial class FileImports : IDisposable
{
    public const string InputId = "import-files";

    private const int MaxFilesAtOnce = 50;

    /// <summary>Only long readings tell how far they are.</summary>
    private const int ProgressStep = 2 * 1024 * 1024;

    private readonly CancellationTokenSource _gone = new();
    private readonly List<int> _rounds = [0];
    private readonly List<FileImport> _files = [];
    private int _running;

    /// <summary>A notebook was added.</summary>
    [Parameter, EditorRequired]
    public EventCallback Imported { get; set; }

    /// <summary>Whose the notebooks will be.</summary>
    [Parameter, EditorRequired]
    public Visitor Visitor { get; set; } = Visitor.Nobody;

    /// <summary>The group they will belong to; null for none.</summary>
    [Parameter]
    public GroupId? Group { get; set; }

    [Inject]
    private VisibleNotebooks Notebooks { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    /// <summary>Says that something could not be done, where the files' own news stand.</summary>
    public void Say(string problem)
    {
        _files.Add(new FileImport { Mark = "error", Words = problem });
        StateHasChanged();
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private async Task ImportAsync(int round, InputFileChangeEventArgs files)
    {
        if (_running == 0)
            _files.Clear();
        if (files.FileCount > MaxFilesAtOnce)
        {
            Say($"{files.FileCount} files are too many at once. Choose up to {MaxFilesAtOnce}.");
            return;
        }

        _rounds.Add(_rounds[^1] + 1);
        _running++;
        try
        {
            var imports = files.GetMultipleFiles(MaxFilesAtOnce)
                .Select(static file => (File: file, Import: new FileImport { Mark = "queued", Words = file.Name })).ToList();
            _files.AddRange(imports.Select(static import => import.Import));
            foreach (var (file, import) in imports)
            {
                await ImportAsync(file, import);
                if (import.Notebook is not null)
                    await Imported.InvokeAsync();
                StateHasChanged();
            }
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page was left; the files that were read are notebooks, and no other is.
            return;
        }
        finally
        {
            _running--;
            _rounds.Remove(round);
        }

        // One file is opened: somebody who brings a notebook wants to see it.
        if (_files is [{ Notebook: { } notebook }])
            Navigation.NavigateTo($"/n/{notebook}");
    }

    private async Task ImportAsync(IBrowserFile file, FileImport import)
    {
        (import.Mark, import.Words) = ("running", $"Reading {file.Name}…");
        StateHasChanged();
        (import.Mark, import.Words, import.Notebook) = await ReadAsync(file, import);
    }

    private async Task<(string Mark, string Words, NotebookId? Notebook)> ReadAsync(IBrowserFile file, FileImport import)
    {
        if (file.Size > NotebookReader.MaxBytes)
            return Problem($"{file.Name} is too large: the limit is {NotebookReader.MaxBytes / (1024 * 1024)} MB. Clear its outputs where it came from, then try again.");
        try
        {
            var content = await ReceiveAsync(file, import);
            // Parsing 50 MB takes a second: not on the thread that this tab's clicks wait for.
            var result = await Task.Run(() => NotebookReader.Read(file.Name, content, Time), _gone.Token);
            if (result is not NotebookReadResult.Read read)
                return Problem(((NotebookReadResult.Unreadable)result).Reason);
            var id = await Notebooks.ImportAsync(read.Document, Visitor, Group, _gone.Token);
            return ("ok", $"{file.Name}: {Counts.Cells(read.Document.Cells.Count)}, now “{read.Document.Title}”.", id);
        }
        catch (StoreException problem)
        {
            return Problem($"{file.Name} could not be saved. {problem.Message}");
        }
        catch (IOException)
        {
            // The browser lost the file, or the connection, while it was read.
            return Problem($"{file.Name} could not be read to its end. Choose it again.");
        }

        static (string, string, NotebookId?) Problem(string words) => ("error", words, null);
    }

    private async Task<ReadOnlyMemory<byte>> ReceiveAsync(IBrowserFile file, FileImport import)
    {
        var content = new byte[file.Size];
        var (read, told) = (0, 0);
        await using var stream = file.OpenReadStream(NotebookReader.MaxBytes, _gone.Token);
        while (read < content.Length && await stream.ReadAsync(content.AsMemory(read), _gone.Token) is > 0 and var count)
        {
            read += count;
            if (read - told < ProgressStep)
                continue;
            told = read;
            import.Words = $"Reading {file.Name}: {(long)read * 100 / content.Length} %";
            StateHasChanged();
        }

        return content.AsMemory(0, read);
    }
}
