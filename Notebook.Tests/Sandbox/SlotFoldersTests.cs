using Notebook.Web.Documents;
using Notebook.Web.Sandbox;

namespace Notebook.Tests.Sandbox;

/// <summary>A slot takes a notebook's place; whatever step the server dies at, every file is there afterwards.</summary>
public sealed class SlotFoldersTests : IDisposable
{
    private readonly TemporaryFolder _root = new();
    private readonly SlotFolders _slots;
    private readonly NotebookId _id = NotebookId.New();

    public SlotFoldersTests() => _slots = new SlotFolders(_root["slots"]);

    private string Folder => Path.Combine(_root["notebooks"], _id.Value);

    public void Dispose() => _root.Dispose();

    [Fact]
    public async Task HandOver_NewNotebook_TheSlotIsItsFolder()
    {
        var slot = _slots.Create();
        File.WriteAllText(Path.Combine(slot, "mark"), "");

        await _slots.HandOverAsync(slot, Folder, static _ => Task.CompletedTask);

        Assert.Equal(["mark"], Names(Folder));
        Assert.Empty(Names(_root["slots"]));
    }

    [Fact]
    public async Task HandOver_NotebookWithFiles_BringsThemAll()
    {
        Fill();
        File.CreateSymbolicLink(Path.Combine(Folder, "link"), "/etc/passwd");

        await _slots.HandOverAsync(_slots.Create(), Folder, static _ => Task.CompletedTask);

        Assert.Equal(["a.csv", "link", "sub"], Names(Folder));
        Assert.Equal("2", File.ReadAllText(Path.Combine(Folder, "sub", "b.csv")));
        Assert.Equal("/etc/passwd", new FileInfo(Path.Combine(Folder, "link")).LinkTarget);
    }

    [Fact]
    public async Task HandOver_SlotThatIsGone_LeavesTheNotebookAsItWas()
    {
        Fill();

        await Assert.ThrowsAsync<IOException>(() => _slots.HandOverAsync(_root["slots/none"], Folder, static _ => Task.CompletedTask));

        Assert.Equal(["a.csv", "sub"], Names(Folder));
    }

    [Fact]
    public async Task HandOver_AfterOneThatBrokeOff_HasTheFilesOfBoth()
    {
        Fill();
        var taken = BreakOff();
        Directory.Move(Path.Combine(Folder, "sub"), Path.Combine(taken, "sub"));

        await _slots.HandOverAsync(_slots.Create(), Folder, static _ => Task.CompletedTask);

        Assert.Equal(["a.csv", "sub"], Names(Folder));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Recover_ServerDiedAtAnyStep_CompletesIt(int steps)
    {
        Fill();
        var left = _slots.Create();
        File.WriteAllText(Path.Combine(left, "nobody's"), "");
        var taken = BreakOff();
        if (steps > 0)
            File.Move(Path.Combine(Folder, "a.csv"), Path.Combine(taken, "a.csv"));
        if (steps > 1)
            Directory.Move(Path.Combine(Folder, "sub"), Path.Combine(taken, "sub"));
        if (steps > 2)
            Directory.Delete(Folder);

        _slots.Recover(id => Path.Combine(_root["notebooks"], id.Value));

        Assert.Equal(["a.csv", "sub"], Names(Folder));
        Assert.Equal("2", File.ReadAllText(Path.Combine(Folder, "sub", "b.csv")));
        Assert.Empty(Names(_root["slots"]));
    }

    private void Fill()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "sub"));
        File.WriteAllText(Path.Combine(Folder, "a.csv"), "1");
        File.WriteAllText(Path.Combine(Folder, "sub", "b.csv"), "2");
    }

    private string BreakOff()
    {
        var taken = Path.Combine(_root["slots"], $"for-{_id}");
        Directory.CreateDirectory(Path.GetDirectoryName(taken)!);
        Directory.Move(_slots.Create(), taken);
        return taken;
    }

    private static string[] Names(string folder) => [.. Directory.EnumerateFileSystemEntries(folder).Select(static path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
}
