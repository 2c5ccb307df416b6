using Microsoft.Extensions.Logging.Abstractions;
using Notebook.Protocol;
using Notebook.Tests.Sessions;
using Notebook.Web.Collaboration;
using Notebook.Web.Documents;
using Notebook.Web.History;
using Notebook.Web.Sharing;
using Notebook.Web.Storage;

namespace Notebook.Tests.Storage;

public sealed class LiteDbNotebookStoreTests : NotebookStoreContract, IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StorageOptions _options = new();
    private LiteDbNotebookStore _store;
    private Action? _beforeLogWrite;

    public LiteDbNotebookStoreTests() => _store = Open();

    protected override INotebookStore Store => _store;

    private DataFolder Folder => new(_folder["data"]);

    protected override async Task ReopenAsync()
    {
        await _store.DisposeAsync();
        _store = Open();
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public void Open_FolderInUse_IsRefusedWithASentence()
    {
        var refusal = Assert.Throws<StoreException>(Open);

        Assert.Contains(Folder.Path, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("in use by another Notebook server", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NewFolder_IsForItsOwnerOnly()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("Windows has no file modes.");
        else
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Folder.Path));
    }

    [Fact]
    public async Task CommitAsync_FullDisk_IsRefusedAndGoesOnWhenThereIsSpace()
    {
        var document = SessionTable.NotebookOf("a", "b");
        await KeepAsync(new NotebookCreated(document));
        var isFull = true;
        _beforeLogWrite = () =>
        {
            if (isFull)
                throw new IOException("No space left on device", 28);
        };

        for (var round = 0; round < 3; round++)
        {
            var refusal = await Assert.ThrowsAsync<StoreException>(() => KeepAsync(new NotebookChanged(document with { Title = "lost" })));
            Assert.Contains("disk is full", refusal.Message, StringComparison.Ordinal);
            AssertSame(document, await LoadAsync(document.Id));
        }

        isFull = false;
        AssertSame(document, await LoadAsync(document.Id));
        await KeepAsync(new NotebookChanged(document with { Title = "kept" }));
        await ReopenAsync();
        Assert.Equal("kept", (await LoadAsync(document.Id)).Title);
    }

    [Fact]
    public async Task CommitAsync_ManyAtOnce_AreAllKept()
    {
        var documents = Enumerable.Range(0, 40).Select(static i => SessionTable.NotebookOf($"cell {i}")).ToList();
        await Task.WhenAll(documents.Select(document => KeepAsync(new NotebookCreated(document))));

        await Task.WhenAll(Enumerable.Range(0, 2_000).Select(i =>
        {
            var document = documents[i % documents.Count];
            return KeepAsync(new CellChanged(document.Id, document.Cells[0] with { Text = Web.Collaboration.TextDocument.Of($"text {i}") }, SessionTable.Noon));
        }));

        await ReopenAsync();
        for (var i = 0; i < documents.Count; i++)
            Assert.Equal($"text {1_960 + i}", (await LoadAsync(documents[i].Id)).Cells[0].Source);
    }

    [Fact]
    public async Task CommitAsync_LogThatGrows_MovesIntoTheDataFile()
    {
        var document = SessionTable.NotebookOf("a");
        await KeepAsync(new NotebookCreated(document));
        var text = new string('x', 100_000);
        for (var i = 0; i < 200; i++)
            await KeepAsync(new CellChanged(document.Id, document.Cells[0] with { Text = Web.Collaboration.TextDocument.Of($"{i}{text}") }, SessionTable.Noon));

        var log = new FileInfo(Path.Combine(Folder.Path, "notebook-log.db"));
        Assert.InRange(log.Length, 0, 10L * 1024 * 1024);
        Assert.StartsWith("199x", (await LoadAsync(document.Id)).Cells[0].Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OutputsChanged_BodiesThatNothingUses_AreRemoved()
    {
        var document = SessionTable.NotebookOf("chart", "the same chart");
        await KeepAsync(new NotebookCreated(document));
        Cell With(int cell, string? content) => document.Cells[cell] with
        {
            Outputs = content is null ? [] : [new DisplayOutput { OutputId = $"o{cell}", Data = MimeBundle.Of(MimeTypes.Plotly, content, "chart") }],
        };
        var (first, second) = (new string('1', 10_000), new string('2', 10_000));

        await KeepAsync(new OutputsChanged(document.Id, With(0, first)), new OutputsChanged(document.Id, With(1, first)));
        Assert.Single(Bodies(document.Id));
        await KeepAsync(new OutputsChanged(document.Id, With(0, second)));
        Assert.Equal(2, Bodies(document.Id).Length);
        await KeepAsync(new OutputsChanged(document.Id, With(1, null)));
        Assert.Single(Bodies(document.Id));

        await File.WriteAllTextAsync(Path.Combine(Folder.OutputFolder(document.Id), "left.part"), "by a crash", Token);
        await ReopenAsync();
        AssertSame(document.With(With(0, second)), await LoadAsync(document.Id));
        Assert.Single(Bodies(document.Id));
    }

    [Fact]
    public async Task OutputsChanged_Journal_IsRemoved()
    {
        var document = SessionTable.NotebookOf("1");
        await KeepAsync(new NotebookCreated(document));
        await Store.AppendAsync(document.Id, Printed("o1", "text"), Token);
        Assert.Single(Directory.GetFiles(Folder.JournalFolder(document.Id)));

        await KeepAsync(new OutputsChanged(document.Id, Printed("o1", "text").Aggregate(document.Cells[0], static (c, step) => c.After(step))));

        Assert.Empty(Directory.GetFiles(Folder.JournalFolder(document.Id)));
    }

    [Fact]
    public async Task LoadAsync_JournalCutOffAnywhere_GivesItsWholeSteps()
    {
        var document = SessionTable.NotebookOf("1");
        await KeepAsync(new NotebookCreated(document));
        for (var i = 0; i < 5; i++)
            await Store.AppendAsync(document.Id, i == 0 ? Printed("o1", "0") : [new StreamGrew(SessionTable.Id(0), "o1", $"{i}")], Token);
        await _store.DisposeAsync();
        var journal = Directory.GetFiles(Folder.JournalFolder(document.Id)).Single();
        var bytes = await File.ReadAllBytesAsync(journal, Token);

        for (var length = bytes.Length; length >= 0; length -= 7)
        {
            // The commit of what was recovered must not keep the next round from finding its journal.
            var folder = new DataFolder(_folder[$"cut{length}"]);
            CopyFolder(Folder.Path, folder.Path);
            await File.WriteAllBytesAsync(Path.Combine(folder.JournalFolder(document.Id), Path.GetFileName(journal)), bytes[..length], Token);
            await using var store = new LiteDbNotebookStore(folder, _options, DatabaseSchema.Current, NullLogger.Instance);
            Assert.StartsWith((await store.LoadAsync(document.Id, Token))!.Cells[0].PlainOutput(), "01234", StringComparison.Ordinal);
        }

        _store = Open();
    }

    [Fact]
    public async Task LoadAsync_BodyIsMissing_TheNotebookOpensAndSaysSo()
    {
        var document = Rich();
        await KeepAsync(new NotebookCreated(document));
        await ReopenAsync();
        foreach (var body in Bodies(document.Id))
            File.Delete(body);

        var loaded = await LoadAsync(document.Id);

        Assert.Equal(document.Cells[0].Source, loaded.Cells[0].Source);
        Assert.Equal("a chart", Assert.IsType<DisplayOutput>(loaded.Cells[0].Outputs[1]).Data.PlainText);
    }

    [Fact]
    public async Task RevisionSaved_CellsThatDidNotChange_AreStoredOnce()
    {
        var document = Rich();
        await KeepAsync(new NotebookCreated(document));
        await KeepAsync(Saved(document, "aaaaaaaaaaaa"));
        var bodies = Bodies(document.Id).Length;

        var edited = document.With(document.Cells[1] with { Text = TextDocument.Of("# Other") });
        await KeepAsync(Saved(edited, "bbbbbbbbbbbb"));

        Assert.Equal(bodies + 1, Bodies(document.Id).Length);
        Assert.True((await Store.ListRevisionsAsync(document.Id, Token)).Single(static revision => revision.Id.Value == "bbbbbbbbbbbb").Size < 1_000);
        await KeepAsync(new RevisionsDeleted(document.Id, [new("bbbbbbbbbbbb")]));
        Assert.Equal(bodies, Bodies(document.Id).Length);
    }

    [Fact]
    public async Task Revision_WithALongStream_GivesAllOfItBackWhenItIsRestored()
    {
        var document = SessionTable.NotebookOf("flood");
        await KeepAsync(new NotebookCreated(document));
        var text = string.Concat(Enumerable.Range(0, 20_000).Select(static n => $"line {n}\n"));
        var steps = Printed("o1", text);
        await Store.AppendAsync(document.Id, steps, Token);
        var cell = steps.Aggregate(document.Cells[0], static (c, step) => c.After(step));
        await KeepAsync(new OutputsChanged(document.Id, cell));
        await KeepAsync(Saved(document.With(cell), "aaaaaaaaaaaa"));
        await KeepAsync(new OutputsChanged(document.Id, cell with { Outputs = [] }));
        await ReopenAsync();
        await LoadAsync(document.Id);

        var was = (await Store.LoadRevisionAsync(document.Id, new("aaaaaaaaaaaa"), Token))!.Cells[0];
        Assert.True(Assert.IsType<StreamOutput>(was.Outputs[0]).Text.OmittedLength > 0);
        await KeepAsync(new OutputsChanged(document.Id, was));

        await ReopenAsync();
        using var whole = new StreamReader((await Store.OpenStreamTextAsync(document.Id, cell.Id, "o1", Token))!);
        Assert.Equal(text, await whole.ReadToEndAsync(Token));
    }

    private static RevisionSaved Saved(NotebookDocument document, string id) =>
        new(document.Id, new() { Id = new(id), At = SessionTable.Noon.AddMinutes(id[0]), By = "Ada", Reason = RevisionReason.Run, CellCount = document.Cells.Count }, document);

    [Fact]
    public async Task OpenStreamTextAsync_BeyondTheLimit_IsTheBeginning()
    {
        _options.MaxStreamBytes = 2_000_000;
        await ReopenAsync();
        var document = SessionTable.NotebookOf("flood");
        await KeepAsync(new NotebookCreated(document));
        var cell = document.Cells[0];
        var piece = string.Concat(Enumerable.Repeat("0123456789\n", 30_000));
        for (var i = 0; i < 12; i++)
        {
            var steps = i == 0 ? Printed("o1", piece) : [new StreamGrew(cell.Id, "o1", piece)];
            await Store.AppendAsync(document.Id, steps, Token);
            cell = steps.Aggregate(cell, static (c, step) => c.After(step));
            if (i % 4 == 3)
                await KeepAsync(new OutputsChanged(document.Id, cell));
        }

        await using var whole = (await Store.OpenStreamTextAsync(document.Id, cell.Id, "o1", Token))!;
        Assert.Equal(6 * piece.Length, whole.Length);
        await ReopenAsync();
        Assert.Equal(12 * piece.Length, Assert.IsType<StreamOutput>((await LoadAsync(document.Id)).Cells[0].Outputs[0]).Text.Length);
    }

    [Fact]
    public async Task Open_SchemaBeforeGrants_GivesEveryNotebookToTheFirstPerson()
    {
        var document = SessionTable.NotebookOf("a");
        await KeepAsync(new NotebookCreated(document), new NotebookTrashed(document.Id, SessionTable.Noon));
        await _store.DisposeAsync();
        using (var database = new LiteDB.LiteDatabase(Folder.Database))
        {
            var meta = database.GetCollection(DatabaseSchema.Meta);
            var version = meta.FindById("schema");
            version["version"] = 3;
            meta.Update(version);
        }

        _store = Open();

        var grant = Assert.Single(_store.Sharing.State.GrantsOf(document.Id));
        Assert.Equal((new Grantee.Person("owner"), NotebookRole.Owner), (grant.Grantee, grant.Role));
    }

    [Fact]
    public async Task Open_OlderSchema_IsCopiedAndBroughtUp()
    {
        var document = SessionTable.NotebookOf("a");
        await KeepAsync(new NotebookCreated(document));
        await _store.DisposeAsync();
        var schema = new DatabaseSchema([.. Enumerable.Repeat<Action<LiteDB.LiteDatabase>>(static _ => { }, DatabaseSchema.Current.Version - 1), static database =>
        {
            var notebooks = database.GetCollection(DatabaseSchema.Notebooks);
            foreach (var notebook in notebooks.FindAll().ToList())
            {
                notebook["title"] = notebook["title"].AsString + " (brought up)";
                notebooks.Update(notebook);
            }
        }
        ]);

        await using (var newer = new LiteDbNotebookStore(Folder, _options, schema, NullLogger.Instance))
            Assert.Equal("Test (brought up)", (await newer.LoadAsync(document.Id, Token))!.Title);
        await using (var again = new LiteDbNotebookStore(Folder, _options, schema, NullLogger.Instance))
            Assert.Equal("Test (brought up)", (await again.LoadAsync(document.Id, Token))!.Title);

        var refusal = Assert.Throws<StoreException>(Open);
        Assert.Contains("newer version", refusal.Message, StringComparison.Ordinal);
        File.Copy(Folder.Backup(DatabaseSchema.Current.Version), Folder.Database, overwrite: true);
        _store = Open();
        Assert.Equal("Test", (await LoadAsync(document.Id)).Title);
    }

    private LiteDbNotebookStore Open() => new(Folder, _options, DatabaseSchema.Current, NullLogger.Instance, () => _beforeLogWrite?.Invoke());

    private string[] Bodies(NotebookId id) => Directory.GetFiles(Folder.OutputFolder(id));

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
