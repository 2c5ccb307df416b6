using System.Diagnostics;

namespace Notebook.Tests.Sandbox;

/// <summary>A command that is run by somebody who is not root, as a server may be: user namespaces where there are any, Landlock and seccomp alone elsewhere.</summary>
public sealed class OtherUserTests
{
    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task Run_ByAnotherUser_KeepsCodeIn(string bubblewrap)
    {
        if (!Capability.IsRoot || !File.Exists("/usr/bin/setpriv"))
            Assert.Skip("Only root can run something for somebody else, with setpriv.");
        using var folder = new TemporaryFolder();
        var (home, notebook) = (folder["home"], folder["work/attack.dib"]);
        Directory.CreateDirectory(home);
        Directory.CreateDirectory(folder["work"]);
        await File.WriteAllTextAsync(notebook, """
            #!csharp

            string Try(Action attack) { try { attack(); return "WORKED"; } catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Net.Sockets.SocketException or System.ComponentModel.Win32Exception) { return "refused"; } }
            Console.WriteLine(string.Join(" ", 1 + 1, Try(() => File.ReadAllText("/etc/hostname")), Try(() => File.WriteAllText("new.txt", "")),
                Try(() => new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.InterNetwork, System.Net.Sockets.SocketType.Dgram, 0)), Try(() => System.Diagnostics.Process.Start("/usr/bin/true"))));
            """, TestContext.Current.CancellationToken);
        using (var give = Process.Start("chown", ["-R", "23456:23456", folder.Path]))
            await give.WaitForExitAsync(TestContext.Current.CancellationToken);

        using var run = Process.Start(new ProcessStartInfo("setpriv")
        {
            ArgumentList = { "--reuid=23456", "--regid=23456", "--clear-groups", "dotnet", Path.Combine(RepositoryFolders.WebOutput, "Notebook.Web.dll"), "run", notebook },
            Environment = { ["HOME"] = home, ["TMPDIR"] = home, ["Sandbox__Bubblewrap"] = bubblewrap, ["Sandbox__Mode"] = "Required", ["ASPNETCORE_ENVIRONMENT"] = "Production", ["DOTNET_CLI_HOME"] = home },
            WorkingDirectory = "/",
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = run.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var printed = await run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.True(printed.Trim() == "2 refused refused refused refused", $"{printed}{await error}");
    }
}
