using System.CommandLine;
using System.Globalization;
using Notebook.Web.Storage;
using Notebook.Web.Storage.Backup;

namespace Notebook.Web.CommandLine;

/// <summary><c>backup FILE</c>: everything of a data folder in one file, whether or not its server runs.</summary>
internal static class BackupCommand
{
    private const string FileArgument = "file";

    /// <summary>Whoever has the folder open writes the file: the socket is for its own user only.</summary>
    public static DataCommand Take { get; } = new("backup", TakeAsync);

    public static Command Create(CommandLineServices services)
    {
        var file = new Argument<string>("FILE") { Description = "The backup to write. What is there is replaced once the new one is whole." };
        var data = new Option<string?>("--data") { HelpName = "FOLDER", Description = "The data folder." };
        var command = new Command("backup", "Writes everything of a data folder to one file, also while its server runs.") { file, data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (services.DataFolder(parsed.GetValue(data)) is var folder && Directory.Exists(folder.Path))
                return await services.RunOnDataAsync(parsed.GetValue(data), Take, new Dictionary<string, string> { [FileArgument] = Path.GetFullPath(parsed.GetRequiredValue(file)) }, cancellationToken);
            await services.Error.WriteLineAsync($"There is no data folder {folder}. Name it with --data FOLDER.");
            return ExitCode.BadUsage;
        });
        return command;
    }

    private static async Task<ServerReply> TakeAsync(IServiceProvider services, IReadOnlyDictionary<string, string> arguments, CancellationToken cancellationToken)
    {
        if (!arguments.TryGetValue(FileArgument, out var file) || !Path.IsPathFullyQualified(file))
            return new(ExitCode.BadUsage, Error: "A backup needs the full path of a file.\n");
        try
        {
            var length = await BackupFile.WriteAsync(services.GetRequiredService<DataBackup>(), file, cancellationToken);
            return new(ExitCode.Success, Output: string.Create(CultureInfo.InvariantCulture, $"{file}: {length / 1024.0 / 1024.0:0.0} MB from {services.GetRequiredService<DataFolder>()}\n"));
        }
        catch (StoreException problem)
        {
            return new(ExitCode.BadUsage, Error: problem.Message + "\n");
        }
    }
}
