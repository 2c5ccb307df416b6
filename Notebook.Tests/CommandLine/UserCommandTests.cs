using Notebook.Web.CommandLine;
using Notebook.Web.Storage;

namespace Notebook.Tests.CommandLine;

/// <summary>user add, reset and list: on a folder that no server has open, and through the socket of one that has.</summary>
public sealed class UserCommandTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task User_OnAStoppedServersFolder_MakesAccountsThatSignIn()
    {
        using var data = new TemporaryFolder();

        Assert.Equal((2, ""), Outcome(await RunAsync(data, "user", "add", "ada@lab.example")));
        Assert.Equal((2, ""), Outcome(await RunAsync(data, "user", "reset", "ada@lab.example")));
        var (code, link, words) = await RunAsync(data, "user", "add", "ada@lab.example", "--admin", "--name", "Ada L.");
        Assert.Equal(0, code);
        Assert.Contains("choose a password", words, StringComparison.Ordinal);
        Assert.Equal((2, ""), Outcome(await RunAsync(data, "user", "add", "ADA@lab.example")));
        Assert.Equal((2, ""), Outcome(await RunAsync(data, "user", "add", "no address")));
        Assert.Equal((0, "ada@lab.example\tAda L.\tadministrator\tnever signed in\n"), Outcome(await RunAsync(data, "user", "list")));

        await using var server = await ServerProcess.StartAsync(data.Path);
        Assert.Equal("/sign-in", server.Door.AbsolutePath);
        using var client = new HttpClient();
        var page = new Uri(server.Address, new Uri(link.Trim()).PathAndQuery);
        using (var weak = await FirstPerson.PostAsync(client, page, ("Password", "short")))
            Assert.Contains("at least 12", await weak.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        using (var set = await FirstPerson.PostAsync(client, page, ("Password", FirstPerson.Password)))
            Assert.Equal("/", set.RequestMessage!.RequestUri!.AbsolutePath);
        using (var again = await client.GetAsync(page, Stop))
            Assert.Contains("no longer valid", await again.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task User_WhileTheServerRuns_GoesThroughItsSocket()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(new DataFolder(data.Path).Socket));

        var (code, link, _) = await RunAsync(data, "user", "add", "ben@lab.example");
        Assert.Equal(0, code);
        Assert.StartsWith(new Uri(server.Address, "/new-password?token=").ToString(), link, StringComparison.Ordinal);
        Assert.Contains("ben@lab.example\tben\tmember\tnever signed in\n", Outcome(await RunAsync(data, "user", "list")).Output, StringComparison.Ordinal);
        using var client = new HttpClient();
        using (var set = await FirstPerson.PostAsync(client, new Uri(link.Trim()), ("Password", "another horse battery")))
            Assert.Equal("/", set.RequestMessage!.RequestUri!.AbsolutePath);
        using (var reached = await client.PostAsync(new Uri(server.Address, "/user/list"), new StringContent("{}", System.Text.Encoding.UTF8, "application/json"), Stop))
            Assert.NotEqual("application/json", reached.Content.Headers.ContentType?.MediaType);

        // What a killed server leaves of its socket is in nobody's way.
        await server.KillAsync();
        Assert.Equal(0, (await RunAsync(data, "user", "list")).Code);
        await using var again = await ServerProcess.StartAsync(data.Path);
        Assert.Equal(0, (await RunAsync(data, "user", "reset", "ben@lab.example")).Code);
    }

    private static (int Code, string Output) Outcome((int Code, string Output, string Error) result)
    {
        Assert.True(result.Code == 0 || result.Error.Length > 0);
        return (result.Code, result.Output);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(TemporaryFolder data, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var launcher = new CommandLineLauncher();
        var code = await NotebookCommandLine.RunAsync(
            [.. args, "--data", data.Path],
            new() { Serve = static (_, _) => throw new InvalidOperationException("Nobody asked to serve."), Launcher = launcher, Output = output, Error = error },
            Stop);
        return (code, output.ToString(), error.ToString());
    }
}
