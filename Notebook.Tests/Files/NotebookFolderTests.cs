using System.Runtime.InteropServices;
using System.Text;
using Notebook.Web.Files;

namespace Notebook.Tests.Files;

public sealed class NotebookFolderTests : IDisposable
{
    private readonly TemporaryFolder _outside = new();
    private readonly string _path;

    public NotebookFolderTests()
    {
        _path = Directory.CreateDirectory(_outside["folder"]).FullName;
        Directory.CreateDirectory(Path.Combine(_path, "sub"));
        File.WriteAllText(_outside["secret"], "secret");
        File.WriteAllText(Path.Combine(_path, "sub", "data.csv"), "a,b");
    }

    /// <summary>With <c>openat2</c>, and walked as where it is missing.</summary>
    public static TheoryData<bool> Ways { get; } = [true, false];

    public void Dispose() => _outside.Dispose();

    [Theory]
    [MemberData(nameof(Ways))]
    public void OpenRead_OrdinaryFile_IsRead(bool whole)
    {
        using var reader = new StreamReader(Folder(whole).OpenRead("sub/data.csv"));

        Assert.Equal("a,b", reader.ReadToEnd());
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void OpenRead_LinkToAFile_IsRefused(bool whole)
    {
        File.CreateSymbolicLink(Path.Combine(_path, "link"), _outside["secret"]);

        Assert.Contains("link", Assert.Throws<UnsafeFileException>(() => Folder(whole).OpenRead("link")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void OpenRead_LinkOnTheWay_IsRefused(bool whole)
    {
        Directory.CreateSymbolicLink(Path.Combine(_path, "way"), _outside.Path);

        Assert.Throws<UnsafeFileException>(() => Folder(whole).OpenRead("way/secret"));
    }

    [Theory]
    [InlineData("../secret")]
    [InlineData("sub/../../secret")]
    [InlineData("/etc/passwd")]
    [InlineData("")]
    public void OpenRead_PathThatLeavesTheFolder_IsRefused(string path) =>
        Assert.Throws<UnsafeFileException>(() => Folder(whole: true).OpenRead(path));

    [Theory]
    [MemberData(nameof(Ways))]
    public void OpenRead_Pipe_IsRefusedAndDoesNotWait(bool whole)
    {
        Assert.Equal(0, MakePipe(Encoding.UTF8.GetBytes(Path.Combine(_path, "pipe") + '\0'), 0x180));

        Assert.Contains("not an ordinary file", Assert.Throws<UnsafeFileException>(() => Folder(whole).OpenRead("pipe")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void OpenRead_FolderOrNothing_IsRefused(bool whole)
    {
        Assert.Throws<UnsafeFileException>(() => Folder(whole).OpenRead("sub"));
        Assert.Throws<FileNotFoundException>(() => Folder(whole).OpenRead("sub/nothing"));
    }

    private NotebookFolder Folder(bool whole) => whole ? new(_path) : NotebookFolder.WalkedStepByStep(_path);

    [DllImport("libc", EntryPoint = "mkfifo")]
    private static extern int MakePipe(byte[] path, uint mode);
}
