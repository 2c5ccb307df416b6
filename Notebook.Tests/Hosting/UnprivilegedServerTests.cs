using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;
using Notebook.Tests.Browser;
using Notebook.Tests.Packages;
using Notebook.Web.Sandbox;

namespace Notebook.Tests.Hosting;

/// <summary>The published output as the image starts it: by root, with the server's own user id, and no user namespaces.</summary>
public sealed class UnprivilegedServerTests(PublishedServer published, Chromium chromium) : IClassFixture<PublishedServer>
{
    private const int ServerId = 10_000;

    private static readonly Dictionary<string, string> Settings = new()
    {
        ["Sandbox__ServerUserId"] = ServerId.ToString(CultureInfo.InvariantCulture), ["Sandbox__Bubblewrap"] = "false", ["Kernels__Warm"] = "1", ["DOTNET_RUNNING_IN_CONTAINER"] = "true",
    };

    [ChromiumFact(Timeout = 300_000)]
    public async Task Server_StartedByRoot_ServesNotebooksWithoutBeingRoot()
    {
        Assert.SkipUnless(Capability.IsRoot, "Only root starts kernels for others.");
        using var folder = new TemporaryFolder();
        using var feed = new LocalFeed().Add("Shared.Words", "1.0.0", "public static class Words { public static string Hello => \"from a package\"; }");
        FileModes.Set(feed.Path, FileModes.EverybodyReads);
        await using var server = await StartAsync(folder["data"], feed.Path);
        var web = ServerOf(server);
        Assert.Equal(["0000000000000000", "0000000000000000", "1"], StatusOf(web, "CapEff", "CapPrm", "NoNewPrivs"));
        using var client = new HttpClient { BaseAddress = server.Address };
        var health = await client.GetStringAsync("/health", TestContext.Current.CancellationToken);
        Assert.Contains("\"status\":\"ok\"", health, StringComparison.Ordinal);
        Assert.Contains("\"serverUserId\":10000", health, StringComparison.Ordinal);

        await using var context = await chromium.NewContextAsync();
        var notebook = await NotebookDriver.SignInAsync(context, server);
        await notebook.NewNotebookAsync();
        await notebook.RunAsync(1, "File.WriteAllText(\"made.txt\", \"by code\"); Environment.ProcessId > 0");
        await notebook.ExpectOutputAsync(1, "True");
        var kernel = KernelProcesses.AllOf(server.ProcessId).Select(OwnerOf).ToList();
        Assert.All(kernel, static owner => Assert.InRange(owner, 20_000, 59_999));

        // The server got the package, and the kernel, which is somebody else, reads it.
        await notebook.RunAsync(1, "#r \"nuget: Shared.Words, 1.0.0\"\nWords.Hello");
        await notebook.ExpectOutputAsync(1, "from a package");

        // People's files and the kernel's, each from the other's side.
        var page = notebook.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Files", Exact = true }).ClickAsync();
        var panel = page.GetByRole(AriaRole.Complementary, new() { Name = "Files" });
        await page.EvaluateAsync("""
            () => {
                const transfer = new DataTransfer();
                transfer.items.add(new File(["from a person"], "given.txt", { type: "text/plain" }));
                const target = document.querySelector(".cell");
                for (const type of ["dragenter", "dragover", "drop"]) target.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
            }
            """);
        await Assertions.Expect(panel.GetByRole(AriaRole.Button, new() { Name = "Open made.txt", Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(panel.GetByRole(AriaRole.Button, new() { Name = "Open given.txt", Exact = true })).ToBeVisibleAsync();
        await notebook.RunAsync(1, "File.AppendAllText(\"given.txt\", \", and code\"); File.ReadAllText(\"given.txt\")");
        await notebook.ExpectOutputAsync(1, "from a person, and code");

        // A new kernel has another id, and the files all the same.
        await notebook.RestartKernel.ClickAsync();
        await notebook.RunAsync(1, "File.AppendAllText(\"made.txt\", \" twice\"); File.ReadAllText(\"made.txt\") + File.ReadAllText(\"given.txt\")");
        await notebook.ExpectOutputAsync(1, "by code twice" + "from a person, and code");
        await Assertions.Expect(notebook.Kernel).ToContainTextAsync("Ready");
        await server.StopAsync();
        Assert.Equal(ServerId, NativeCalls.OwnerOf(Directory.EnumerateDirectories(folder["data/notebooks"]).Single(static path => File.Exists(Path.Combine(path, "made.txt")))));
    }

    [Theory(Timeout = 120_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Kill_OfRootOrOfTheServer_LeavesNobodyBehind(bool root)
    {
        Assert.SkipUnless(Capability.IsRoot, "Only root starts kernels for others.");
        using var folder = new TemporaryFolder();
        await using var server = await StartAsync(folder["data"]);
        var web = ServerOf(server);
        IReadOnlyList<int> kernels = [];
        Assert.True(await Eventually.TrueAsync(() => Task.FromResult((kernels = KernelProcesses.AllOf(server.ProcessId)).Count == 1)), server.Output);

        using (var kill = Process.Start("kill", ["-KILL", (root ? server.ProcessId : web).ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(await Eventually.TrueAsync(() => Task.FromResult(!((int[])[server.ProcessId, web, .. kernels]).Any(IsAlive))), "Somebody outlived it.");
        // The next start has the folder, as it was left.
        await using var next = await StartAsync(folder["data"]);
        Assert.Equal(ServerId, OwnerOf(ServerOf(next)));
        Assert.True(await Eventually.TrueAsync(() => Task.FromResult(KernelProcesses.AllOf(next.ProcessId).Count == 1)), next.Output);
    }

    [Fact(Timeout = 120_000)]
    public async Task Server_ThatIsNotStartedByRoot_IsAsElsewhere()
    {
        Assert.SkipUnless(Capability.IsRoot && File.Exists("/usr/bin/setpriv"), "Only root can run something for somebody else, with setpriv.");
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["data"]);
        NativeCalls.Give(folder["data"], 23_456);
        using var serve = Process.Start(new ProcessStartInfo("setpriv")
        {
            ArgumentList = { "--reuid=23456", "--regid=23456", "--clear-groups", "dotnet", Path.Combine(published.App, "Notebook.Web.dll"), "serve", "--urls", "http://127.0.0.1:0", "--data", folder["data"] },
            Environment = { ["HOME"] = folder["data"], ["TMPDIR"] = folder["data"], ["Sandbox__ServerUserId"] = "10000", ["Sandbox__Bubblewrap"] = "false", ["ASPNETCORE_ENVIRONMENT"] = "Production", ["Kernels__Warm"] = "0" },
            WorkingDirectory = "/",
            RedirectStandardOutput = true,
        })!;
        try
        {
            string? line;
            while ((line = await serve.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)) is not null && !line.StartsWith("First account:", StringComparison.Ordinal))
            {
            }

            Assert.NotNull(line);
            Assert.Equal(23_456, OwnerOf(serve.Id));
        }
        finally
        {
            serve.Kill(entireProcessTree: true);
        }
    }

    private Task<ServerProcess> StartAsync(string data, string? feed = null) => ServerProcess.StartAsync(
        data, serverFolder: published.App, workingFolder: "/", settings: feed is null ? Settings : new Dictionary<string, string>(Settings) { ["Packages__Sources__0"] = feed });

    /// <summary>The server itself: the one child of root that is the server's user.</summary>
    private static int ServerOf(ServerProcess server) =>
        File.ReadAllText($"/proc/{server.ProcessId}/task/{server.ProcessId}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Concat(Directory.EnumerateDirectories($"/proc/{server.ProcessId}/task").SelectMany(static task => File.ReadAllText($"{task}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            .Select(static id => int.Parse(id, CultureInfo.InvariantCulture)).Distinct().Single(static id => OwnerOf(id) == ServerId);

    private static int OwnerOf(int process) => NativeCalls.OwnerOf($"/proc/{process}") ?? -1;

    private static bool IsAlive(int process) => Directory.Exists($"/proc/{process}") && !File.ReadAllText($"/proc/{process}/status").Contains("State:\tZ", StringComparison.Ordinal);

    private static string[] StatusOf(int process, params string[] fields)
    {
        var lines = File.ReadAllLines($"/proc/{process}/status");
        return [.. fields.Select(field => lines.Single(line => line.StartsWith(field + ":", StringComparison.Ordinal))[(field.Length + 1)..].Trim())];
    }
}
