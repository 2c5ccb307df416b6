using Notebook.Web.Accounts;
using Notebook.Web.Storage;

namespace Notebook.Web.CommandLine;

/// <summary>Runs a command on a data folder: through the socket of the server that has it open, or else by opening it.</summary>
internal static class DataCommands
{
    public static async Task<int> RunOnDataAsync(
        this CommandLineServices services, string? dataPath, DataCommand command, IReadOnlyDictionary<string, string> arguments, CancellationToken cancellationToken)
    {
        var configuration = new ConfigurationBuilder().AddConfiguration(CommandConfiguration.Read());
        if (dataPath is not null)
            configuration.AddInMemoryCollection([new("Data:Path", dataPath)]);
        var settings = configuration.Build();
        var folder = DataFolder.From(settings);
        await services.Error.WriteLineAsync($"Data folder: {folder}");
        try
        {
            var reply = await ServerSocket.AskAsync(folder, command, arguments, cancellationToken) ?? await RunHereAsync(settings, command, arguments, services.Time, cancellationToken);
            await services.Output.WriteAsync(reply.Output);
            await services.Error.WriteAsync(reply.Error);
            return reply.ExitCode;
        }
        catch (StoreException problem)
        {
            await services.Error.WriteLineAsync(problem.Message);
            return ExitCode.BadUsage;
        }
    }

    private static async Task<ServerReply> RunHereAsync(
        IConfiguration settings, DataCommand command, IReadOnlyDictionary<string, string> arguments, TimeProvider time, CancellationToken cancellationToken)
    {
        var here = new ServiceCollection();
        here.AddSingleton(settings);
        here.AddSingleton(time);
        here.AddLogging();
        here.AddStorage();
        here.AddAccountDirectory();
        await using var provider = here.BuildServiceProvider();
        await using var scope = provider.CreateAsyncScope();
        return await command.RunAsync(scope.ServiceProvider, arguments, cancellationToken);
    }
}
