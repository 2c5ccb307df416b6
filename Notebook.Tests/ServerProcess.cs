using System.Diagnostics;
using System.Text;
using Microsoft.Playwright;
using Cookie = System.Net.Cookie;

namespace Notebook.Tests;

/// <summary>The real server in a process of its own, as <c>dotnet Notebook.Web.dll</c> starts it, on a free port of the loopback interface.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<Uri> _door = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Cookie? _cookie;

    private ServerProcess(Process process) => _process = process;

    /// <summary>The printed link, with the port the server chose: to the first account, or to the sign-in page of a server that has one.</summary>
    public Uri Door { get; private set; } = null!;

    public Uri Address => new(Door.GetLeftPart(UriPartial.Authority));

    public int ProcessId => _process.Id;

    /// <summary>Everything the server printed so far, for a failing test's message.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <param name="dataFolder">The server's data folder.</param>
    /// <param name="url">Where to listen; a free port of the loopback interface unless a test restarts a server at its old address.</param>
    /// <param name="environment">ASP.NET Core's environment.</param>
    /// <param name="serverFolder">The folder with Notebook.Web.dll; the build output unless a test runs a published server.</param>
    /// <param name="workingFolder">The process's current folder; nothing may depend on it.</param>
    /// <param name="createsAccount">Whether a new server gets <see cref="FirstPerson"/>, as it does of all but a test that looks at how.</param>
    /// <param name="settings">Environment variables with settings. Without one, no kernel is kept warm: most tests want to know which is whose.</param>
    public static async Task<ServerProcess> StartAsync(
        string dataFolder, Uri? url = null, string environment = "Production", string? serverFolder = null, string? workingFolder = null,
        bool createsAccount = true, IReadOnlyDictionary<string, string>? settings = null)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = workingFolder ?? Path.GetTempPath(),
            ArgumentList =
            {
                Path.Combine(serverFolder ?? RepositoryFolders.WebOutput, "Notebook.Web.dll"),
                "serve", "--urls", (url ?? new Uri("http://127.0.0.1:0")).GetLeftPart(UriPartial.Authority), "--data", dataFolder,
            },
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = environment, ["Kernels__Warm"] = "0" },
        };
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        var server = new ServerProcess(process);
        process.OutputDataReceived += (_, line) => server.Keep(line.Data);
        process.ErrorDataReceived += (_, line) => server.Keep(line.Data);
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => server._door.TrySetException(new InvalidOperationException("The server ended before it was ready:\n" + server.Output));
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        try
        {
            server.Door = await server._door.Task.WaitAsync(TimeSpan.FromSeconds(60));
            if (createsAccount && server.Door.AbsolutePath == FirstPerson.StartPath)
                server._cookie = await FirstPerson.CreateAsync(server.Door);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Signs <see cref="FirstPerson"/> in, as the sign-in page does.</summary>
    /// <param name="client">Keeps cookies.</param>
    public Task SignInAsync(HttpClient client) => FirstPerson.SignInAsync(client, Address);

    /// <summary>Signs <see cref="FirstPerson"/> in without showing the sign-in page.</summary>
    public async Task SignInAsync(IBrowserContext context)
    {
        _cookie ??= await FirstPerson.SignInAsync(Address);
        await context.AddCookiesAsync([new() { Name = _cookie.Name, Value = _cookie.Value, Url = Address.ToString(), HttpOnly = true, SameSite = SameSiteAttribute.Lax }]);
    }

    /// <summary>SIGKILL: no handler of the server runs.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as a container's host stops it.</summary>
    public async Task StopAsync()
    {
        if (_process.HasExited)
            return;
        using var kill = Process.Start("kill", ["-TERM", ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        lock (_output)
            _output.AppendLine(line);
        var link = line.Split(' ', StringSplitOptions.RemoveEmptyEntries).LastOrDefault();
        if (link is not null && (line.StartsWith("First account:", StringComparison.Ordinal) || line.StartsWith("Sign in:", StringComparison.Ordinal)))
            _door.TrySetResult(new Uri(link));
    }
}
