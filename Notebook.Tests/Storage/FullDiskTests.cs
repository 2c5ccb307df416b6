using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Notebook.Tests.Sessions;
using Notebook.Web.Storage;

namespace Notebook.Tests.Storage;

/// <summary>A data folder on a file system that really is full: a plain message, and nothing acknowledged is lost.</summary>
public sealed class FullDiskTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private bool _isMounted;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _isMounted = await RunAsync("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", _folder.Path);
        if (!_isMounted)
            Assert.Skip("Only root can make a small file system.");
    }

    public async ValueTask DisposeAsync()
    {
        if (_isMounted)
            await RunAsync("umount", "-l", _folder.Path);
        _folder.Dispose();
    }

    [Fact]
    public async Task Commit_OnAFullDisk_SaysSoAndGoesOnWhenThereIsRoom()
    {
        var data = new DataFolder(_folder["data"]);
        var document = SessionTable.NotebookOf("0");
        await using (var store = Open(data))
        {
            await store.CommitAsync([new NotebookCreated(document)], Token);
            await FillAsync();

            var acknowledged = 0;
            StoreException? refusal = null;
            for (var i = 1; refusal is null && i < 2_000; i++)
            {
                try
                {
                    await store.CommitAsync([new NotebookChanged(document with { Title = $"{i} {new string('x', 5_000)}" })], Token);
                    acknowledged = i;
                }
                catch (StoreException exception)
                {
                    refusal = exception;
                }
            }

            Assert.Contains("disk is full", refusal?.Message, StringComparison.Ordinal);
            var kept = (await store.LoadAsync(document.Id, Token))!.Title;
            Assert.True(acknowledged == 0 ? kept == document.Title : kept.StartsWith($"{acknowledged} ", StringComparison.Ordinal), $"{acknowledged} was acknowledged, and {kept[..Math.Min(10, kept.Length)]} is kept.");
            File.Delete(_folder["filler"]);
            await store.CommitAsync([new NotebookChanged(document with { Title = "after" })], Token);
        }

        await using var again = Open(data);
        Assert.Equal("after", (await again.LoadAsync(document.Id, Token))!.Title);
    }

    private async Task FillAsync()
    {
        try
        {
            await using var filler = File.Create(_folder["filler"]);
            while (true)
            {
                await filler.WriteAsync(new byte[16 * 1024], Token);
                await filler.FlushAsync(Token);
            }
        }
        catch (IOException)
        {
            // Now it is full.
        }
    }

    private static LiteDbNotebookStore Open(DataFolder folder) => new(folder, new StorageOptions(), DatabaseSchema.Current, NullLogger.Instance);

    private static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}
