using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Notebook.Tests.Sessions;
using Notebook.Web.Storage;

namespace Notebook.Tests.CommandLine;

/// <summary><c>backup</c> of a folder without a server and of one with.</summary>
public sealed class BackupCommandTests : IDisposable
{
    private readonly CommandLineFixture _line = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _line.Dispose();

    [Fact]
    public async Task Backup_NoServer_WritesWhatRestoreReads()
    {
        var document = SessionTable.NotebookOf("1");
        await using (var store = Open("live"))
            await store.CommitAsync([new NotebookCreated(document)], Token);

        var code = await _line.RunAsync("backup", _line["one.backup"], "--data", _line["live"]);
        Assert.True(code == 0, _line.Error.ToString());
        Assert.Equal(0, await _line.RunAsync("restore", _line["one.backup"], "--data", _line["copy"]));

        await using var copy = Open("copy");
        Assert.NotNull(await copy.LoadAsync(document.Id, Token));
        Assert.Empty(Directory.EnumerateFiles(_line.Folder, "*.part"));
    }

    [Fact]
    public async Task Backup_RunningServer_IsWrittenByIt()
    {
        await using var server = await ServerProcess.StartAsync(_line["live"]);

        using var backup = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(RepositoryFolders.WebOutput, "Notebook.Web.dll"), "backup", "one.backup", "--data", _line["live"] },
            WorkingDirectory = _line.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = backup.StandardError.ReadToEndAsync(Token);
        var printed = await backup.StandardOutput.ReadToEndAsync(Token);
        await backup.WaitForExitAsync(Token);

        Assert.True(backup.ExitCode == 0, $"{printed}{await error}");
        Assert.Equal(0, await _line.RunAsync("restore", _line["one.backup"], "--data", _line["copy"]));
    }

    [Fact]
    public async Task Backup_NoFolderOrNowhereToWrite_SaysSoAndExitsWithTwo()
    {
        Assert.Equal(2, await _line.RunAsync("backup", _line["one.backup"], "--data", _line["none"]));
        Assert.Contains("There is no data folder", _line.Error.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_line["none"]));

        await using (Open("live"))
        {
        }

        Assert.Equal(2, await _line.RunAsync("backup", _line["missing/one.backup"], "--data", _line["live"]));
        Assert.Contains("can't be written", _line.Error.ToString(), StringComparison.Ordinal);
    }

    private LiteDbNotebookStore Open(string name) => new(new DataFolder(_line[name]), new StorageOptions(), DatabaseSchema.Current, NullLogger.Instance);
}
