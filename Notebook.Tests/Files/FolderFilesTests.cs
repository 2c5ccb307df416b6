using System.Runtime.InteropServices;
using System.Text;
using Notebook.Web.Files;
using Notebook.Web.Sandbox;

namespace Notebook.Tests.Files;

public sealed class FolderFilesTests : IDisposable
{
    private readonly TemporaryFolder _root = new();
    private readonly string _path;
    private readonly FolderFiles _files;

    public FolderFilesTests()
    {
        _path = Directory.CreateDirectory(_root["folder"]).FullName;
        File.WriteAllText(_root["secret"], "secret");
        _files = new FolderFiles(_path, new FileSettings { QuotaMegabytes = 1, QuotaEntries = 20 });
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData("data.csv", "data.csv")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("..\\..\\boot.ini", "boot.ini")]
    [InlineData("/etc/shadow", "shadow")]
    [InlineData("a\0b.csv", "ab.csv")]
    [InlineData("gpj\u202Eexe.csv", "gpjexe.csv")]
    [InlineData("zero\u200Bwidth.csv", "zerowidth.csv")]
    [InlineData("line\nbreak.csv", "linebreak.csv")]
    [InlineData("  spaced.csv . ", "spaced.csv")]
    [InlineData("lone\uD800.csv", "lone.csv")]
    [InlineData("cafe\u0301.csv", "caf\u00e9.csv")]
    [InlineData("données 📈.csv", "données 📈.csv")]
    public async Task AddAsync_NameFromElsewhere_StaysInTheFolder(string name, string kept)
    {
        Assert.Equal(kept, await AddAsync("", name, "a,b"));

        Assert.Equal("a,b", await File.ReadAllTextAsync(Path.Combine(_path, kept), Stop));
        Assert.Equal([kept], _files.List("").Entries.Select(static entry => entry.Name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("../")]
    [InlineData("\u200B\u202E")]
    [InlineData(".notebook-upload-x")]
    public async Task AddAsync_NameOfNothing_IsRefused(string name)
    {
        await Assert.ThrowsAsync<FolderException>(() => AddAsync("", name, "x"));

        Assert.Empty(Directory.EnumerateFileSystemEntries(_path));
    }

    [Fact]
    public async Task AddAsync_LongName_KeepsItsEnding()
    {
        var name = await AddAsync("", new string('ä', 500) + ".csv", "x");

        Assert.EndsWith("ä.csv", name, StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(name), 190, 200);
    }

    [Fact]
    public async Task AddAsync_NameThatIsTaken_KeepsBoth()
    {
        await AddAsync("", "data.csv", "1");

        Assert.Equal("data (2).csv", await AddAsync("", "data.csv", "2"));
        Assert.Equal("1", await File.ReadAllTextAsync(Path.Combine(_path, "data.csv"), Stop));
    }

    [Fact]
    public async Task AddAsync_LinkOfThatName_IsNotWrittenThrough()
    {
        File.CreateSymbolicLink(Path.Combine(_path, "data.csv"), _root["secret"]);
        File.CreateSymbolicLink(Path.Combine(_path, "new.csv"), _root["nothing yet"]);

        Assert.Equal("data (2).csv", await AddAsync("", "data.csv", "mine"));
        Assert.Equal("new (2).csv", await AddAsync("", "new.csv", "mine"));

        Assert.Equal("secret", await File.ReadAllTextAsync(_root["secret"], Stop));
        Assert.False(File.Exists(_root["nothing yet"]));
    }

    [Theory]
    [InlineData("way")]
    [InlineData("..")]
    [InlineData("/etc")]
    [InlineData("sub/../..")]
    [InlineData("way/inner")]
    public async Task EveryOperation_FolderThatLeadsOutside_IsRefused(string folder)
    {
        Directory.CreateSymbolicLink(Path.Combine(_path, "way"), _root.Path);
        Directory.CreateDirectory(_root["inner"]);
        Directory.CreateDirectory(Path.Combine(_path, "sub"));
        await File.WriteAllTextAsync(_root["inner/kept"], "kept", Stop);

        await Assert.ThrowsAnyAsync<IOException>(() => AddAsync(folder, "data.csv", "x"));
        Assert.ThrowsAny<IOException>(() => _files.List(folder));
        Assert.ThrowsAny<IOException>(() => _files.Rename(folder + "/secret", "mine"));
        Assert.ThrowsAny<IOException>(() => _files.Forget(_files.PutAside(folder + "/secret")));
        Assert.ThrowsAny<IOException>(() => _files.OpenRead(folder + "/secret"));

        Assert.Equal("secret", await File.ReadAllTextAsync(_root["secret"], Stop));
        Assert.Equal("kept", await File.ReadAllTextAsync(_root["inner/kept"], Stop));
        Assert.Empty(Directory.EnumerateFiles(_path));
    }

    [Fact]
    public void Delete_FolderWithLinks_RemovesTheLinksOnly()
    {
        Directory.CreateDirectory(Path.Combine(_path, "sub", "deep"));
        File.WriteAllText(Path.Combine(_path, "sub", "deep", "x"), "x");
        Directory.CreateDirectory(_root["outside"]);
        File.WriteAllText(_root["outside/kept"], "kept");
        Directory.CreateSymbolicLink(Path.Combine(_path, "sub", "way"), _root["outside"]);
        File.CreateSymbolicLink(Path.Combine(_path, "sub", "link"), _root["secret"]);
        Assert.Equal(0, MakePipe(Encoding.UTF8.GetBytes(Path.Combine(_path, "sub", "pipe") + '\0'), 0x180));

        _files.Forget(_files.PutAside("sub"));

        Assert.Empty(Directory.EnumerateFileSystemEntries(_path));
        Assert.Equal("kept", File.ReadAllText(_root["outside/kept"]));
        Assert.Equal("secret", File.ReadAllText(_root["secret"]));
    }

    [Fact]
    public void List_Everything_NamesKindsAndHidesUnfinishedUploads()
    {
        Directory.CreateDirectory(Path.Combine(_path, "z"));
        File.WriteAllText(Path.Combine(_path, "b.txt"), "12345");
        File.WriteAllText(Path.Combine(_path, ".notebook-upload-1"), "half");
        File.CreateSymbolicLink(Path.Combine(_path, "a"), _root["secret"]);

        Assert.Equal([new("z", FileEntryKind.Folder, 0), new("a", FileEntryKind.Link, 0), new FileEntry("b.txt", FileEntryKind.File, 5)], _files.List("").Entries);
    }

    [Fact]
    public void List_MoreThanTheLimit_SaysSo()
    {
        for (var i = 0; i <= FolderFiles.MaxListed; i++)
            File.WriteAllText(Path.Combine(_path, $"f{i}"), "");

        var listing = _files.List("");

        Assert.True(listing.IsCut);
        Assert.Equal(FolderFiles.MaxListed, listing.Entries.Count);
    }

    [Fact]
    public async Task AddAsync_OverTheQuota_LeavesNothingBehind()
    {
        await AddAsync("", "a", new string('x', 600_000));

        var known = await Assert.ThrowsAsync<FolderException>(() => _files.AddAsync("", "b", Stream.Null, 600_000, Stop));
        var unknown = await Assert.ThrowsAsync<FolderException>(() => AddAsync("", "b", new string('x', 600_000)));

        Assert.Contains("may hold 1 MB", known.Message, StringComparison.Ordinal);
        Assert.Equal(known.Message, unknown.Message);
        Assert.Equal(["a"], Directory.EnumerateFileSystemEntries(_path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task AddAsync_TooManyFiles_IsRefused()
    {
        for (var i = 0; i < 20; i++)
            await AddAsync("", $"f{i}", "");

        Assert.Contains("may hold 20 files", (await Assert.ThrowsAsync<FolderException>(() => AddAsync("", "more", ""))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddAsync_FolderOfAnotherUser_GivesTheFileToThatUser()
    {
        Assert.SkipUnless(Capability.IsRoot, "Only root can give files to the user ids of kernels.");
        const int Kernel = 43_210;
        Directory.CreateDirectory(Path.Combine(_path, "sub"));
        NativeCalls.Give(_path, Kernel);
        NativeCalls.Give(Path.Combine(_path, "sub"), Kernel);

        await AddAsync("", "a.csv", "x");
        await AddAsync("sub", "b.csv", "y");

        Assert.All((string[])["a.csv", "sub/b.csv"], name => Assert.Equal(Kernel, NativeCalls.OwnerOf(Path.Combine(_path, name))));
    }

    [Fact]
    public async Task AddAsync_Stopped_LeavesNothingBehind()
    {
        using var stop = new CancellationTokenSource();
        var endless = new EndlessStream(stop);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _files.AddAsync("", "a", endless, null, stop.Token));

        Assert.Empty(Directory.EnumerateFileSystemEntries(_path));
    }

    [Fact]
    public async Task Rename_FileAndFolder_MovesThemInTheirFolder()
    {
        await AddAsync("", "a.csv", "x");
        Directory.CreateDirectory(Path.Combine(_path, "sub"));
        await AddAsync("sub", "inner", "y");

        _files.Rename("a.csv", "b.csv");
        _files.Rename("sub", "other");
        _files.Rename("other/inner", "renamed");

        Assert.Equal("x", await File.ReadAllTextAsync(Path.Combine(_path, "b.csv"), Stop));
        Assert.Equal("y", await File.ReadAllTextAsync(Path.Combine(_path, "other", "renamed"), Stop));
    }

    [Theory]
    [InlineData("../b")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a\u202Eb")]
    [InlineData("taken")]
    public async Task Rename_NameThatCannotBe_IsRefusedInWords(string name)
    {
        await AddAsync("", "a", "x");
        await AddAsync("", "taken", "y");

        Assert.Throws<FolderException>(() => _files.Rename("a", name));

        Assert.Equal("x", await File.ReadAllTextAsync(Path.Combine(_path, "a"), Stop));
        Assert.Equal("y", await File.ReadAllTextAsync(Path.Combine(_path, "taken"), Stop));
    }

    [Fact]
    public async Task PutAside_FileAndFolder_AreOutOfSightComeBackAndGoForGood()
    {
        await AddAsync("", "a.csv", "x");
        Directory.CreateDirectory(Path.Combine(_path, "sub"));
        await AddAsync("sub", "inner", "y");

        var (file, folder) = (_files.PutAside("a.csv"), _files.PutAside("sub"));
        Assert.Empty(_files.List("").Entries);
        await AddAsync("", "a.csv", "another");

        Assert.Equal(("a (2).csv", "sub"), (_files.Restore(file), _files.Restore(folder)));
        Assert.Equal("x", await File.ReadAllTextAsync(Path.Combine(_path, "a (2).csv"), Stop));
        Assert.Equal("y", await File.ReadAllTextAsync(Path.Combine(_path, "sub", "inner"), Stop));
        Assert.Throws<FolderException>(() => _files.Restore(file));

        var gone = _files.PutAside("sub");
        _files.Forget(gone);
        _files.Forget(gone);
        Assert.Throws<FolderException>(() => _files.Restore(gone));
        Assert.Equal(["a (2).csv", "a.csv"], Directory.EnumerateFileSystemEntries(_path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Operations_OnWhatIsGone_SaySo()
    {
        Assert.Throws<FolderException>(() => _files.Rename("gone", "b"));
        Assert.Throws<FolderException>(() => _files.Forget(_files.PutAside("gone")));
        Assert.Empty(new FolderFiles(_root["never made"], new FileSettings()).List("").Entries);
    }

    private Task<string> AddAsync(string folder, string name, string content) =>
        _files.AddAsync(folder, name, new MemoryStream(Encoding.UTF8.GetBytes(content)), length: null, Stop);

    [DllImport("libc", EntryPoint = "mkfifo")]
    private static extern int MakePipe(byte[] path, uint mode);

    /// <summary>A client that goes away in the middle.</summary>
    private sealed class EndlessStream(CancellationTokenSource stop) : MemoryStream
    {
        private int _reads;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (++_reads == 3)
                stop.Cancel();
            cancellationToken.ThrowIfCancellationRequested();
            return ValueTask.FromResult(10);
        }
    }
}
