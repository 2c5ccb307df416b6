using Notebook.Tests.Kernels;
using Notebook.Web.Documents;
using Notebook.Web.Kernels;
using Notebook.Web.Sandbox;

namespace Notebook.Tests.Sandbox;

/// <summary>A kernel that was started before its notebook: it has the notebook's files and nobody else's.</summary>
public sealed class WarmKernelAttackTests
{
    public static TheoryData<bool, bool> Variants => new() { { true, true }, { false, true }, { false, false } };

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task HandedOver_Kernel_HasTheNotebooksFilesAndNoOthers(bool bubblewrap, bool userIds)
    {
        if (bubblewrap && !Capability.HasBubblewrap)
            Assert.Skip("bubblewrap is missing: install the package bubblewrap.");
        using var root = new TemporaryFolder();
        var (data, id, other) = (root["data"], NotebookId.New(), NotebookId.New());
        var (folder, neighbour) = (Path.Combine(data, "notebooks", id.Value), Path.Combine(data, "notebooks", other.Value));
        Directory.CreateDirectory(Path.Combine(folder, "sub"));
        Directory.CreateDirectory(neighbour);
        await File.WriteAllTextAsync(Path.Combine(folder, "sub", "mine.txt"), "mine", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(neighbour, "theirs.txt"), "secret", TestContext.Current.CancellationToken);
        using var sandbox = TestKernel.NewSandbox(new SandboxEnvironment
        {
            Options = new() { Bubblewrap = bubblewrap, UserIds = userIds }, Mode = SandboxMode.Required, DataFolder = data, ScratchFolder = Path.Combine(data, "scratch"),
        });
        var launcher = TestKernel.NewLauncher(sandbox);
        var options = new KernelLaunchOptions { WorkingFolder = folder };

        await using var kernel = new KernelConversation(await launcher.StartAheadAsync(options with { IsAhead = true }, TestContext.Current.CancellationToken));
        await launcher.HandOverAsync(kernel.Kernel, options);

        var result = await kernel.RunAsync($$"""
            string Try(Func<string> read) { try { return read(); } catch (Exception e) when (e is IOException or UnauthorizedAccessException) { return "refused"; } }
            File.WriteAllText("new.txt", "n"); Directory.CreateDirectory("made"); File.Move("new.txt", "made/new.txt");
            string.Join(" ", File.ReadAllText("sub/mine.txt"), File.ReadAllText(Path.GetFullPath("sub/mine.txt")), File.ReadAllText(Path.Combine(Environment.CurrentDirectory, "made/new.txt")),
                Try(() => File.ReadAllText("../{{other}}/theirs.txt")), Try(() => File.ReadAllText("{{neighbour}}/theirs.txt")), Try(() => { File.WriteAllText("{{data}}/slots/x", ""); return "written"; }))
            """);
        Assert.True(result.Error is null, result.Error?.Message);
        Assert.Equal("mine mine n refused refused refused", result.Result);
        Assert.Equal("n", await File.ReadAllTextAsync(Path.Combine(folder, "made", "new.txt"), TestContext.Current.CancellationToken));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(data, "slots")));
    }
}
