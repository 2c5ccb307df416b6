using System.CommandLine;
using Notebook.Web.Formats;

namespace Notebook.Web.CommandLine;

/// <summary><c>convert IN OUT</c>: one format into another, told by the names.</summary>
internal static class ConvertCommand
{
    public static Command Create(CommandLineServices services)
    {
        var source = new Argument<string>("IN") { Description = "The notebook to read: .ipynb, .dib or .md." };
        var target = new Argument<string>("OUT") { Description = "The file to write: .ipynb, .dib, .md, .html or .cs. What is there is replaced." };
        var command = new Command("convert", "Converts a notebook from one format to another.") { source, target };
        command.SetAction((parsed, cancellationToken) => ConvertAsync(parsed.GetRequiredValue(source), parsed.GetRequiredValue(target), services, cancellationToken));
        return command;
    }

    private static async Task<int> ConvertAsync(string source, string target, CommandLineServices services, CancellationToken cancellationToken)
    {
        if (NotebookPaths.ProblemWithTarget(target, Enum.GetValues<NotebookFormat>()) is { } problem)
            return await RefuseAsync(problem);

        var (document, unreadable) = await NotebookPaths.ReadAsync(source, services.Time, cancellationToken);
        if (document is null)
            return await RefuseAsync(unreadable!);

        var file = NotebookWriter.Write(document, NotebookFormats.FromFileName(target)!.Value);
        if (await NotebookPaths.WriteAsync(target, file, cancellationToken) is { } unwritable)
            return await RefuseAsync(unwritable);

        foreach (var loss in file.Losses)
            await services.Error.WriteLineAsync($"{source}: {loss}");
        return ExitCode.Success;

        async Task<int> RefuseAsync(string sentence)
        {
            await services.Error.WriteLineAsync(sentence);
            return ExitCode.BadUsage;
        }
    }
}
