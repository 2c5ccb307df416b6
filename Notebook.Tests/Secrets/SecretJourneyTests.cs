using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Notebook.Tests.Accounts;
using Notebook.Tests.Sessions;
using Notebook.Tests.Storage.Fakes;
using Notebook.Web.Documents;
using Notebook.Web.Secrets;
using Notebook.Web.Sessions;
using Notebook.Web.Storage;
using Notebook.Web.Storage.Backup;

namespace Notebook.Tests.Secrets;

/// <summary>Where a secret goes with its notebook, and where it does not: real kernels, a playground, backup, deletion.</summary>
public sealed class SecretJourneyTests : IDisposable
{
    private const string Value = "correct-horse-9471";

    private readonly TemporaryFolder _root = new();
    private readonly EphemeralDataProtectionProvider _keys = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _root.Dispose();

    [Fact]
    public async Task Run_InTheNotebookAndItsPlayground_HasTheSecretInTheNotebookOnly()
    {
        using var vault = NewVault(new InMemoryRecords<KeptSecret>(static secret => KeptSecret.IdOf(secret.NotebookId, secret.Name)));
        await using var host = new SessionHost(launcher: new SecretLauncher(TestKernel.NewLauncher(), (options, stop) => vault.ValuesAsync(options.Purpose!.NotebookId, stop)));
        var session = await host.OpenAsync("Console.Write(Secrets[\"API_KEY\"]); var key = Secrets[\"API_KEY\"]; key.Length", "throw new Exception(\"at \" + key)", "key");
        Assert.Null(await vault.SetAsync(session.NotebookId, "API_KEY", Value, SessionTable.Person()));

        await session.MustAsync(new RunAll());
        var ran = await session.UntilAsync(static now => now.Document.Cells.TrueForAll(static cell => cell.LastRun?.State is CellRunState.Succeeded or CellRunState.Failed));

        Assert.Equal(CellRunState.Succeeded, ran.Document.Cells[0].LastRun!.State);
        Assert.Contains(SecretMask.Dots, ran.Document.Cells[0].PlainOutput(), StringComparison.Ordinal);
        Assert.Contains($"{Value.Length}", ran.Document.Cells[0].PlainOutput(), StringComparison.Ordinal);
        Assert.All(ran.Document.Cells, static cell => Assert.DoesNotContain(Value, string.Concat(cell.Outputs), StringComparison.Ordinal));
        var variables = await session.ListVariablesAsync(Token);
        Assert.DoesNotContain(Value, string.Concat(variables.Variables), StringComparison.Ordinal);
        Assert.DoesNotContain(Value, (await session.ShowVariableAsync("key", Token)).Data!.PlainText, StringComparison.Ordinal);

        var (playground, problem) = await host.Copies.PlayAsync(session.NotebookId, SessionHost.Person(SessionHost.OwnerId), Token);
        Assert.Null(problem);
        var copy = (await host.Sessions.OpenAsync(playground!.Value, Token))!;
        await copy.MustAsync(new RunAll());
        var copied = await copy.UntilAsync(static now => now.Document.Cells[0].LastRun?.State is CellRunState.Failed or CellRunState.Succeeded);
        Assert.Contains("has no secret API_KEY", copied.Document.Cells[0].PlainOutput(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BackupAndDeletion_OfANotebookWithASecret_HoldCiphertextAndThenNothing()
    {
        var live = new DataFolder(_root["live"]);
        var document = SessionTable.NotebookOf("1");
        var other = SessionTable.NotebookOf("2");
        await using (var data = new OpenDataFolder(live, DatabaseSchema.Current, NullLogger.Instance))
        {
            await using var store = new LiteDbNotebookStore(data, Options.Create(new StorageOptions()));
            await store.CommitAsync([NotebookCreated.For("owner", document), NotebookCreated.For("owner", other)], Token);
            using var vault = NewVault(RecordsOf(data));
            Assert.Null(await vault.SetAsync(document.Id, "API_KEY", Value, SessionTable.Person()));
            Assert.Null(await vault.SetAsync(other.Id, "API_KEY", Value, SessionTable.Person()));
            using (var backup = new DataBackup(data, TimeProvider.System))
            await using (var file = new FileStream(_root["one.backup"], FileMode.CreateNew))
                await backup.WriteAsync(file, Token);

            await store.CommitAsync([new NotebookDeleted(document.Id)], Token);

            Assert.Equal(other.Id.Value, Assert.Single(await RecordsOf(data).ListAsync(Token)).NotebookId);
        }

        var restored = new DataFolder(_root["restored"]);
        await new DataRestore(restored, TimeProvider.System).RunAsync(_root["one.backup"], replaces: false, Token);
        await using (var data = new OpenDataFolder(restored, DatabaseSchema.Current, NullLogger.Instance))
        using (var vault = NewVault(RecordsOf(data)))
            Assert.Equal(Value, Assert.Single(await vault.ValuesAsync(document.Id, Token)).Value);
        foreach (var file in Directory.EnumerateFiles(_root.Path, "*", SearchOption.AllDirectories))
            Assert.True((await File.ReadAllBytesAsync(file, Token)).AsSpan().IndexOf(Encoding.UTF8.GetBytes(Value)) < 0, file);
    }

    private static LiteDbRecords<KeptSecret> RecordsOf(OpenDataFolder data) =>
        new(data, DatabaseSchema.Secrets, static secret => KeptSecret.IdOf(secret.NotebookId, secret.Name), StorageJson.Compact.KeptSecret);

    private SecretVault NewVault(IRecords<KeptSecret> records) => new(records, _keys, new InMemoryNotebookStore(), new FakeAuditLog(), TimeProvider.System);
}
