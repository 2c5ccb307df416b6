using System.Net.Sockets;
using System.Text.Json.Serialization;
using Notebook.Web.Storage;

namespace Notebook.Web.CommandLine;

/// <summary>
/// Where the command line reaches a running server: HTTP over a Unix socket in the data folder, for the server's own user only.
/// A web application of its own, so that nothing of it can be reached from the network, and no page from it.
/// </summary>
internal sealed partial class ServerSocket(IServiceProvider services, DataFolder folder, ILogger<ServerSocket> logger) : IHostedService, IAsyncDisposable
{
    /// <summary>What Linux allows for the path of a socket, in bytes.</summary>
    private const int MaxPathBytes = 107;

    private WebApplication? _app;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var path = folder.Socket;
        if (System.Text.Encoding.UTF8.GetByteCount(path) > MaxPathBytes)
        {
            logger.LogWarning("The path of the data folder is so long that it can't hold a socket: while the server runs, the command line can't reach it.");
            return;
        }

        // The folder is locked: whatever is there was left by a server that was killed.
        File.Delete(path);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [], ContentRootPath = AppContext.BaseDirectory, EnvironmentName = Environments.Production });
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        builder.Services.ConfigureHttpJsonOptions(static options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, SocketJson.Default));
        builder.WebHost.ConfigureKestrel(options => options.ListenUnixSocket(path));
        var app = builder.Build();
        foreach (var command in DataCommand.All)
            app.MapPost("/" + command.Name, (Dictionary<string, string> arguments, CancellationToken stop) => AnswerAsync(command, arguments, stop));
        await app.StartAsync(cancellationToken);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        _app = app;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_app is not null)
            await _app.StopAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
    }

    /// <summary>Asks the server that has the folder open.</summary>
    /// <returns>Null when no server answers there.</returns>
    public static async Task<ServerReply?> AskAsync(DataFolder folder, DataCommand command, IReadOnlyDictionary<string, string> arguments, CancellationToken cancellationToken)
    {
        if (!File.Exists(folder.Socket))
            return null;
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, stop) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                try
                {
                    await socket.ConnectAsync(new UnixDomainSocketEndPoint(folder.Socket), stop);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        };
        using var client = new HttpClient(handler) { BaseAddress = new Uri("http://server/") };
        try
        {
            using var content = JsonContent.Create(new Dictionary<string, string>(arguments), SocketJson.Default.DictionaryStringString);
            using var response = await client.PostAsync(command.Name, content, cancellationToken);
            response.EnsureSuccessStatusCode();
            return await response.Content.ReadFromJsonAsync(SocketJson.Default.ServerReply, cancellationToken);
        }
        catch (HttpRequestException exception) when (exception.InnerException is SocketException)
        {
            // Nobody listens: the server was killed and left the file.
            return null;
        }
    }

    private async Task<IResult> AnswerAsync(DataCommand command, Dictionary<string, string> arguments, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        try
        {
            return Results.Json(await command.RunAsync(scope.ServiceProvider, arguments, cancellationToken), SocketJson.Default.ServerReply);
        }
        catch (StoreException problem)
        {
            return Results.Json(new ServerReply(ExitCode.BadUsage, Error: problem.Message + "\n"), SocketJson.Default.ServerReply);
        }
    }

    [JsonSerializable(typeof(Dictionary<string, string>))]
    [JsonSerializable(typeof(ServerReply))]
    private sealed partial class SocketJson : JsonSerializerContext;
}
