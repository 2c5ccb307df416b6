using System.CommandLine;

namespace Notebook.Web.CommandLine;

/// <summary>The commands of the executable. Without a command it serves.</summary>
public static class NotebookCommandLine
{
    /// <summary>Longer than a stopped <c>run</c> waits for its cell, so that the outputs are still written.</summary>
    private static readonly TimeSpan TerminationTimeout = TimeSpan.FromSeconds(20);

    /// <summary>Parses the arguments and does what they ask for. Ctrl+C and SIGTERM cancel it.</summary>
    /// <returns>The process's exit code.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, CommandLineServices services, CancellationToken cancellationToken = default)
    {
        var root = new RootCommand("Notebook, a notebook server for C#. Without a command it serves.");
        AddServe(root, services);
        var serve = new Command("serve", "Runs the server (the default).");
        AddServe(serve, services);
        root.Add(serve);
        root.Add(RunCommand.Create(services));
        root.Add(ConvertCommand.Create(services));
        root.Add(UserCommand.Create(services));
        root.Add(BackupCommand.Create(services));
        root.Add(RestoreCommand.Create(services));

        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                await services.Error.WriteLineAsync(error.Message);
            await services.Error.WriteLineAsync("--help shows how it is used.");
            return ExitCode.BadUsage;
        }

        return await parsed.InvokeAsync(
            new InvocationConfiguration { Output = services.Output, Error = services.Error, ProcessTerminationTimeout = TerminationTimeout },
            cancellationToken);
    }

    private static void AddServe(Command command, CommandLineServices services)
    {
        var urls = new Option<string?>("--urls") { HelpName = "ADDRESS", Description = "Where to listen, such as http://127.0.0.1:5000; several are separated by semicolons." };
        var data = new Option<string?>("--data") { HelpName = "FOLDER", Description = "The data folder." };
        command.Add(urls);
        command.Add(data);
        command.SetAction((parsed, cancellationToken) => services.Serve(new ServeOptions { Urls = parsed.GetValue(urls), DataPath = parsed.GetValue(data) }, cancellationToken));
    }
}
