using Notebook.Tests.Kernels;
using Notebook.Web.Kernels;
using Notebook.Web.Sandbox;

namespace Notebook.Tests.Sandbox;

/// <summary>
/// A server's folders, a sandbox of one kind around its kernels, one kernel to attack from and a neighbour that must notice nothing.
/// Shared by the attacks of a class: a kernel that an attack ends is replaced.
/// </summary>
public abstract class SandboxUnderAttack(SandboxOptions options) : IAsyncLifetime
{
    private readonly TemporaryFolder _root = new();
    private KernelSandbox? _sandbox;
    private KernelConversation? _attacker;
    private KernelConversation? _neighbour;

    /// <summary>The server's data folder.</summary>
    public string Data => _root["data"];

    public string CommonFolder => _root["common"];

    public string NeighbourFolder => FolderOf("neighbour");

    public string AttackerFolder => FolderOf("attacker");

    public KernelSandbox Sandbox => _sandbox!;

    /// <summary>Why nothing can be attacked here; null where it can.</summary>
    public virtual string? Missing => options.Bubblewrap && !Capability.HasBubblewrap ? "bubblewrap is missing: install the package bubblewrap." : null;

    /// <summary>The neighbour's processes as the machine knows them.</summary>
    public IReadOnlyList<int> NeighbourProcesses => [((ProcessKernel)_neighbour!.Kernel).ProcessId, KernelProcess.Find(((ProcessKernel)_neighbour.Kernel).ProcessId)!.Id];

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(NeighbourFolder);
        Directory.CreateDirectory(Path.Combine(Data, "keys"));
        Directory.CreateDirectory(CommonFolder);
        await File.WriteAllTextAsync(Path.Combine(Data, "notebook.db"), "secret");
        await File.WriteAllTextAsync(Path.Combine(Data, "keys", "key.xml"), "secret");
        await File.WriteAllTextAsync(Path.Combine(NeighbourFolder, "private.txt"), "secret");
        await File.WriteAllTextAsync(Path.Combine(CommonFolder, "shared.csv"), "a,b");
        // As an operator leaves it: a server that another test started in this process keeps new files private.
        FileModes.Set(CommonFolder, FileModes.EverybodyReads);
        FileModes.Set(Path.Combine(CommonFolder, "shared.csv"), FileModes.EverybodyReads);
        options.Limits = options.Limits with { MemoryMegabytes = 512, DiskMegabytes = 64, DiskEntries = 2_000, OpenFiles = 256 };
        if (Missing is not null)
            return;
        _sandbox = Open(new SandboxEnvironment
        {
            Options = options, Mode = SandboxMode.Required, DataFolder = Data, ScratchFolder = Path.Combine(Data, "scratch"), CommonFolder = CommonFolder,
        });
        _neighbour = await LaunchAsync(NeighbourFolder);
    }

    /// <summary>A folder as that of a notebook whose id begins with this word.</summary>
    public string FolderOf(string word) => Path.Combine(Data, "notebooks", string.Concat(word.Where(char.IsAsciiLetterLower)).PadRight(16, 'a'));

    protected virtual KernelSandbox Open(SandboxEnvironment environment) => TestKernel.NewSandbox(environment);

    /// <summary>The kernel that attacks run in.</summary>
    public async Task<KernelConversation> AttackerAsync()
    {
        if (_attacker is { } old && old.Kernel.Ended.IsCompleted)
        {
            await old.DisposeAsync();
            _attacker = null;
        }

        return _attacker ??= await LaunchAsync(AttackerFolder);
    }

    /// <summary>A kernel of a test's own.</summary>
    public async Task<KernelConversation> LaunchAsync(string folder) =>
        new(await TestKernel.NewLauncher(Sandbox).LaunchAsync(new KernelLaunchOptions { WorkingFolder = folder }, TestContext.Current.CancellationToken));

    /// <summary>What must hold after every attack: a neighbour computes, and what is the server's is as it was.</summary>
    public async Task AssertNothingHappenedAsync()
    {
        Assert.Equal("2", (await _neighbour!.RunAsync("1 + 1")).Result);
        Assert.Equal("secret", await File.ReadAllTextAsync(Path.Combine(Data, "notebook.db"), TestContext.Current.CancellationToken));
        Assert.Equal("secret", await File.ReadAllTextAsync(Path.Combine(NeighbourFolder, "private.txt"), TestContext.Current.CancellationToken));
        Assert.Equal(["shared.csv"], Directory.EnumerateFileSystemEntries(CommonFolder).Select(Path.GetFileName));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var kernel in new[] { _attacker, _neighbour })
        {
            if (kernel is not null)
                await kernel.DisposeAsync();
        }

        _sandbox?.Dispose();
        _root.Dispose();
        GC.SuppressFinalize(this);
    }
}
