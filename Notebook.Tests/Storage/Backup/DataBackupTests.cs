using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Notebook.Protocol;
using Notebook.Tests.Sessions;
using Notebook.Web.Documents;
using Notebook.Web.Sessions;
using Notebook.Web.Storage;
using Notebook.Web.Storage.Backup;
using static Notebook.Tests.Sessions.SessionTable;

namespace Notebook.Tests.Storage.Backup;

/// <summary>A backup of a live store, restored into another folder.</summary>
public sealed class DataBackupTests : IDisposable
{
    private const int People = 20;

    private readonly TemporaryFolder _root = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private DataFolder Live => new(_root["live"]);

    private DataFolder Copy => new(_root["copy"]);

    private string Target => _root["one.backup"];

    public void Dispose() => _root.Dispose();

    [Fact]
    public async Task Backup_WhileTwentyPeopleType_HoldsEverythingAcknowledgedBefore()
    {
        var document = NotebookOf([.. Enumerable.Repeat("", People)]);
        var acknowledged = new int[People];
        int[] before;
        await using (var data = OpenData(Live))
        await using (var store = Open(data))
        {
            await using var host = new SessionHost(store: store);
            var session = await host.OpenAsync(document);
            using var stop = new CancellationTokenSource();
            var typing = Enumerable.Range(0, People).Select(person => Task.Run(() => TypeAsync(session, person, acknowledged, stop.Token), Token)).ToList();
            Assert.True(await Eventually.TrueAsync(() => Task.FromResult(acknowledged.All(static count => count >= 5))));

            before = [.. acknowledged];
            await WriteAsync(data);
            var after = acknowledged.Sum();
            Assert.True(await Eventually.TrueAsync(() => Task.FromResult(acknowledged.Sum() > after)), "Nobody could type after the backup.");
            await stop.CancelAsync();
            await Task.WhenAll(typing);
        }

        Assert.Null(await new DataRestore(Copy, TimeProvider.System).RunAsync(Target, replaces: false, Token));
        await using var restored = Open(Copy);
        var loaded = await restored.LoadAsync(document.Id, Token);
        for (var person = 0; person < People; person++)
        {
            var length = loaded!.Cells[person].Source.Length;
            Assert.True(length >= before[person], $"Person {person}: {before[person]} keys were acknowledged before the backup, and it has {length}.");
        }
    }

    [Fact]
    public async Task Backup_WhileOutputsReplaceEachOther_HoldsWholeOnes()
    {
        var document = NotebookOf("plot");
        await using (var data = OpenData(Live))
        await using (var store = Open(data))
        {
            await store.CommitAsync([new NotebookCreated(document)], Token);
            await ReplaceAsync(store, document, 0);
            using var stop = new CancellationTokenSource();
            var replacing = Task.Run(async () =>
            {
                for (var round = 1; !stop.IsCancellationRequested; round++)
                    await ReplaceAsync(store, document, round);
            }, Token);

            for (var i = 0; i < 5; i++)
            {
                File.Delete(Target);
                await WriteAsync(data);
                var copy = new DataFolder(_root[$"copy{i}"]);
                await new DataRestore(copy, TimeProvider.System).RunAsync(Target, replaces: false, Token);
                await using var restored = Open(copy);
                var output = Assert.IsType<DisplayOutput>(Assert.Single((await restored.LoadAsync(document.Id, Token))!.Cells[0].Outputs));
                Assert.Matches("^round [0-9]+ x{20000}$", output.Data.PlainText);
            }

            await stop.CancelAsync();
            await replacing;
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(Live.Staging));
    }

    [Fact]
    public async Task Backup_FilesOfNotebooks_AreInItAndLinksAreNot()
    {
        var document = NotebookOf("1");
        Directory.CreateDirectory(Path.Combine(Live.NotebookFolder(document.Id), "sub"));
        await File.WriteAllTextAsync(Path.Combine(Live.NotebookFolder(document.Id), "sub", "data.csv"), "a,b", Token);
        File.CreateSymbolicLink(Path.Combine(Live.NotebookFolder(document.Id), "link"), "/etc/passwd");
        await using (var data = OpenData(Live))
        await using (var store = Open(data))
        {
            await store.CommitAsync([new NotebookCreated(document)], Token);
            await WriteAsync(data);
        }

        await new DataRestore(Copy, TimeProvider.System).RunAsync(Target, replaces: false, Token);

        var folder = Copy.NotebookFolder(document.Id);
        Assert.Equal("a,b", await File.ReadAllTextAsync(Path.Combine(folder, "sub", "data.csv"), Token));
        Assert.Equal(["sub"], Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Restore_IntoAFolderWithSomething_IsRefusedUnlessForced()
    {
        var document = await BackUpOneAsync();
        var other = NotebookOf("other");
        await using (var store = Open(Copy))
            await store.CommitAsync([new NotebookCreated(other)], Token);
        var restore = new DataRestore(Copy, TimeProvider.System);

        var refusal = await Assert.ThrowsAsync<StoreException>(() => restore.RunAsync(Target, replaces: false, Token));
        Assert.Contains("--force", refusal.Message, StringComparison.Ordinal);
        await using (var store = Open(Copy))
            Assert.NotNull(await store.LoadAsync(other.Id, Token));
        var aside = await restore.RunAsync(Target, replaces: true, Token);

        await using (var store = Open(Copy))
        {
            Assert.NotNull(await store.LoadAsync(document.Id, Token));
            Assert.Null(await store.LoadAsync(other.Id, Token));
        }

        await using (var former = Open(new DataFolder(aside!)))
            Assert.NotNull(await former.LoadAsync(other.Id, Token));
    }

    [Fact]
    public async Task Restore_FolderOfARunningServer_IsRefused()
    {
        await BackUpOneAsync();
        await using var store = Open(Copy);

        var refusal = await Assert.ThrowsAsync<StoreException>(() => new DataRestore(Copy, TimeProvider.System).RunAsync(Target, replaces: true, Token));

        Assert.Contains("in use", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.7)]
    [InlineData(0.9)]
    public async Task Restore_FileThatWasCutOff_LeavesTheFolderAsItWas(double part)
    {
        await BackUpOneAsync();
        using (var file = new FileStream(Target, FileMode.Open))
            file.SetLength((long)(file.Length * part));

        var refusal = await Assert.ThrowsAsync<StoreException>(() => new DataRestore(Copy, TimeProvider.System).RunAsync(Target, replaces: false, Token));

        Assert.Contains("as it was", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(["notebook.lock"], Directory.EnumerateFileSystemEntries(Copy.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Restore_SomethingElse_SaysThatItIsNoBackup()
    {
        await File.WriteAllTextAsync(Target, "no backup", Token);

        var refusal = await Assert.ThrowsAsync<StoreException>(() => new DataRestore(Copy, TimeProvider.System).RunAsync(Target, replaces: false, Token));

        Assert.Contains(Target, refusal.Message, StringComparison.Ordinal);
    }

    private static async Task TypeAsync(INotebookSession session, int person, int[] acknowledged, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (await session.AskAsync(Typing(session, Id(person), "x", $"client{person}"), Person($"P{person}")) is OperationResult.Accepted)
                Interlocked.Increment(ref acknowledged[person]);
        }
    }

    private static Task ReplaceAsync(LiteDbNotebookStore store, NotebookDocument document, int round) => store.CommitAsync(
        [new OutputsChanged(document.Id, document.Cells[0] with { Outputs = [new DisplayOutput { OutputId = "o", Data = MimeBundle.Text($"round {round} {new string('x', 20_000)}") }] })], Token);

    private async Task<NotebookDocument> BackUpOneAsync()
    {
        var document = NotebookOf("1");
        await using var data = OpenData(Live);
        await using var store = Open(data);
        await store.CommitAsync([new NotebookCreated(document)], Token);
        await WriteAsync(data);
        return document;
    }

    private async Task WriteAsync(OpenDataFolder data)
    {
        using var backup = new DataBackup(data, TimeProvider.System);
        await using var file = new FileStream(Target, FileMode.CreateNew);
        await backup.WriteAsync(file, Token);
    }

    private static OpenDataFolder OpenData(DataFolder folder) => new(folder, DatabaseSchema.Current, NullLogger.Instance);

    private static LiteDbNotebookStore Open(OpenDataFolder data) => new(data, Options.Create(new StorageOptions()));

    private static LiteDbNotebookStore Open(DataFolder folder) => new(folder, new StorageOptions(), DatabaseSchema.Current, NullLogger.Instance);
}
