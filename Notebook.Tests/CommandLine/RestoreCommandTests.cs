using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Notebook.Tests.Sessions;
using Notebook.Web.Documents;
using Notebook.Web.Storage;
using Notebook.Web.Storage.Backup;

namespace Notebook.Tests.CommandLine;

public sealed class RestoreCommandTests : IDisposable
{
    private readonly CommandLineFixture _line = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _line.Dispose();

    [Fact]
    public async Task Restore_Backup_MakesADataFolder()
    {
        var document = await BackUpAsync();

        var code = await _line.RunAsync("restore", _line["one.backup"], "--data", _line["new"]);

        Assert.True(code == 0, _line.Error.ToString());
        Assert.Contains("is restored from", _line.Output.ToString(), StringComparison.Ordinal);
        await using var store = Open(_line["new"]);
        Assert.NotNull(await store.LoadAsync(document.Id, Token));
    }

    [Fact]
    public async Task Restore_FolderInUseOrFull_SaysWhatToDoAndExitsWithTwo()
    {
        await BackUpAsync();

        Assert.Equal(2, await _line.RunAsync("restore", _line["one.backup"], "--data", _line["live"]));
        Assert.Contains("--force", _line.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await _line.RunAsync("restore", _line["one.backup"], "--data", _line["live"], "--force"));
        Assert.Contains("What was there is in", _line.Output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restore_NoSuchFile_ExitsWithTwo()
    {
        Assert.Equal(2, await _line.RunAsync("restore", _line["none"], "--data", _line["new"]));
        Assert.Contains("There is no file", _line.Error.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_line["new"]));
    }

    private async Task<NotebookDocument> BackUpAsync()
    {
        var document = SessionTable.NotebookOf("1");
        await using var data = new OpenDataFolder(new DataFolder(_line["live"]), DatabaseSchema.Current, NullLogger.Instance);
        await using var store = new LiteDbNotebookStore(data, Options.Create(new StorageOptions()));
        await store.CommitAsync([new NotebookCreated(document)], Token);
        using var backup = new DataBackup(data, TimeProvider.System);
        await using var file = File.Create(_line["one.backup"]);
        await backup.WriteAsync(file, Token);
        return document;
    }

    private static LiteDbNotebookStore Open(string path) => new(new DataFolder(path), new StorageOptions(), DatabaseSchema.Current, NullLogger.Instance);
}
