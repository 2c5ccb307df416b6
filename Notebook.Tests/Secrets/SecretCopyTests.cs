using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Notebook.Tests.Accounts;
using Notebook.Tests.Sessions;
using Notebook.Web.Documents;
using Notebook.Web.Formats;
using Notebook.Web.History;
using Notebook.Web.Secrets;
using Notebook.Web.Sessions;
using Notebook.Web.Sharing;
using Notebook.Web.Storage;

namespace Notebook.Tests.Secrets;

/// <summary>Everything that is made of a notebook, with real kernels and the real store: none of it has the notebook's secret, in its kernel or on the disk.</summary>
public sealed class SecretCopyTests : IDisposable
{
    private const string Value = "correct-horse-9471";

    /// <summary>Stands in the notebook and so in all that is made of it: the search for the secret would find it as well.</summary>
    private const string Marker = "marker-of-the-notebook";

    private static readonly Visitor Owner = SessionHost.Person(SessionHost.OwnerId);

    private readonly TemporaryFolder _root = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _root.Dispose();

    [Fact]
    public async Task WhateverIsMadeOfANotebook_HasNotItsSecret()
    {
        var folder = new DataFolder(_root["data"]);
        await using (var data = new OpenDataFolder(folder, DatabaseSchema.Current, NullLogger.Instance))
        await using (var store = new LiteDbNotebookStore(data, Options.Create(new StorageOptions())))
        {
            using var vault = new SecretVault(
                new LiteDbRecords<KeptSecret>(data, DatabaseSchema.Secrets, static secret => KeptSecret.IdOf(secret.NotebookId, secret.Name), StorageJson.Compact.KeptSecret),
                new EphemeralDataProtectionProvider(), store, new FakeAuditLog(), TimeProvider.System);
            await using var host = new SessionHost(store, new SecretLauncher(TestKernel.NewLauncher(), (options, stop) => vault.ValuesAsync(options.Purpose!.NotebookId, stop)));
            var original = await host.OpenAsync($"var key = Secrets[\"API_KEY\"]; // {Marker}\nConsole.WriteLine(key); key.Length");
            Assert.Null(await vault.SetAsync(original.NotebookId, "API_KEY", Value, SessionTable.Person()));
            await original.MustAsync(new RunAll());
            await original.UntilRunAsync(SessionTable.Id(0), CellRunState.Succeeded);
            Assert.Contains(SecretMask.Dots, original.Snapshot.Document.Cells[0].PlainOutput(), StringComparison.Ordinal);

            // What stays with the notebook: a revision, and a run beside its own.
            await original.MustAsync(new SaveCheckpoint(RevisionId.New(), "With a secret"));
            await original.MustAsync(new VerifyNotebook());
            var verified = await original.UntilAsync(static now => now.Document.Verification is not null);
            Assert.True(verified.Document.Verification!.Held, string.Concat(verified.Document.Verification.Differing));

            // What goes out, and what comes back in of it.
            var document = (await host.Notebooks.ReadWholeAsync(original.NotebookId, Token))!;
            var made = new List<(string How, NotebookId Id)>();
            foreach (var format in Enum.GetValues<NotebookFormat>())
            {
                var file = NotebookWriter.Write(document, format).Content;
                Assert.True(Holds(file, Marker), format.ToString());
                Assert.False(Holds(file, Value), format.ToString());
                if (NotebookFormats.Extensions.Split(',').Contains(NotebookFormats.ExtensionOf(format)) && NotebookReader.Read("x" + NotebookFormats.ExtensionOf(format), file, TimeProvider.System) is NotebookReadResult.Read read)
                    made.Add(($"import of {format}", await host.Visible.ImportAsync(read.Document with { Id = NotebookId.New() }, Owner, cancellationToken: Token)));
            }

            Assert.Equal(3, made.Count);
            made.Add(("duplicate", (await host.Copies.CopyAsync(original.NotebookId, Owner, Token)).Copy!.Value));
            made.Add(("playground", (await host.Copies.PlayAsync(original.NotebookId, Owner, Token)).Copy!.Value));
            await host.Copies.KeepAsync(made[^1].Id, Owner, Token);
            made.Add(("duplicate of a playground", (await host.Copies.CopyAsync(made[^1].Id, Owner, Token)).Copy!.Value));
            var (token, _) = await host.Classes.CreateLinkAsync(original.NotebookId, null, Owner, Token);
            var student = SessionHost.Person("ada", host.Access.State.FindLink(ShareToken.Hash(token!)!)!.Id);
            made.Add(("class copy", (await host.Classes.JoinAsync(original.NotebookId, student, Token)).Copy!.Value));
            Assert.Null(await host.Classes.ResetAsync(made[^1].Id, Owner, Token));
            made.Add(("fresh class copy", (await host.Classes.JoinAsync(original.NotebookId, student, Token)).Copy!.Value));

            foreach (var (how, id) in made)
            {
                Assert.True((await vault.ValuesAsync(id, Token)).IsEmpty, how);
                // The one that was reset lies in the trash.
                if (how == "class copy")
                    continue;
                var copy = (await host.Sessions.OpenAsync(id, Token))!;
                await copy.MustAsync(new RunAll());
                var ran = await copy.UntilAsync(static now => now.Document.Cells.Exists(static cell => cell.LastRun?.State == CellRunState.Failed));
                Assert.True(ran.Document.Cells.Exists(static cell => cell.PlainOutput().Contains("has no secret API_KEY", StringComparison.Ordinal)), how);
            }
        }

        var found = 0;
        foreach (var path in Directory.EnumerateFiles(_root.Path, "*", SearchOption.AllDirectories))
        {
            var content = await File.ReadAllBytesAsync(path, Token);
            Assert.False(Holds(content, Value), path);
            found += Holds(content, Marker) ? 1 : 0;
        }

        Assert.True(found > 0, "Nothing of the notebook is on the disk: the search is none.");
    }

    private static bool Holds(ReadOnlyMemory<byte> content, string text) =>
        content.Span.IndexOf(Encoding.UTF8.GetBytes(text)) >= 0 || content.Span.IndexOf(Encoding.Unicode.GetBytes(text)) >= 0;
}
