using System.CommandLine;
using Notebook.Web.Storage;
using Notebook.Web.Storage.Backup;

namespace Notebook.Web.CommandLine;

/// <summary><c>restore FILE</c>: makes a data folder of a backup. Its server must not run.</summary>
internal static class RestoreCommand
{
    public static Command Create(CommandLineServices services)
    {
        var file = new Argument<string>("FILE") { Description = "A backup that “backup” or the page of administrators wrote." };
        var data = new Option<string?>("--data") { HelpName = "FOLDER", Description = "The data folder, when it is not the one of the settings." };
        var force = new Option<bool>("--force") { Description = "Puts aside what is in the folder, into a folder in it. Nothing is deleted." };
        var command = new Command("restore", "Makes a data folder of a backup.") { file, data, force };
        command.SetAction((parsed, cancellationToken) =>
            RestoreAsync(parsed.GetRequiredValue(file), services.DataFolder(parsed.GetValue(data)), parsed.GetValue(force), services, cancellationToken));
        return command;
    }

    private static async Task<int> RestoreAsync(string file, DataFolder folder, bool replaces, CommandLineServices services, CancellationToken cancellationToken)
    {
        try
        {
            if (!File.Exists(file))
                throw new StoreException($"There is no file {file}.");
            var aside = await new DataRestore(folder, services.Time).RunAsync(file, replaces, cancellationToken);
            await services.Output.WriteLineAsync($"{folder} is restored from {file}.{(aside is null ? "" : $" What was there is in {aside}.")}");
            return ExitCode.Success;
        }
        catch (StoreException exception)
        {
            await services.Error.WriteLineAsync(exception.Message);
            return ExitCode.BadUsage;
        }
    }
}
