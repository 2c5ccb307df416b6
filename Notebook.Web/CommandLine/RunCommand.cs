using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Notebook.Protocol;
using Notebook.Web.Documents;
using Notebook.Web.Formats;
using Notebook.Web.History;
using Notebook.Web.Kernels;
using Notebook.Web.Secrets;

namespace Notebook.Web.CommandLine;

/// <summary><c>run FILE</c>: runs a notebook's cells where the file lies, without server and data folder.</summary>
internal sealed class RunCommand(string path, string? target, RunParameters parameters, RunInputs inputs, ImmutableArray<SecretValue> secrets, TimeSpan? timeout, bool showsValues, bool isFolderWritable, bool verifies, CommandLineServices services)
{
    public static Command Create(CommandLineServices services)
    {
        var file = new Argument<string>("FILE") { Description = "The notebook to run: .ipynb, .dib or .md. Its folder is the working folder." };
        var output = new Option<string?>("--output") { HelpName = "FILE", Description = "Where to write the notebook with its outputs, as .ipynb. What is there is replaced." };
        var param = new Option<string[]>("--param") { HelpName = "name=value", Description = "Sets a C# variable behind the cell tagged \"parameters\", or before the first cell. May be given several times." };
        var input = new Option<string[]>("--input") { HelpName = "name=value", Description = "Answers what a cell asks under this name. May be given several times; the same name several times answers one question after the other." };
        var values = new Option<bool>("--values") { Description = "Also prints what cells show, such as the value of their last expression, as text." };
        var timeout = new Option<TimeSpan?>("--timeout") { HelpName = "SECONDS", Description = "Stops the whole run after this time.", CustomParser = ParseSeconds };
        var writable = new Option<bool>("--writable") { Description = "Lets cells change files in the notebook's folder; otherwise they only read there, and write in a temporary folder." };

        var verify = new Option<bool>("--verify") { Description = "Compares what cells show with what the file says they had shown. Exit code 1 when something differs." };
        var secret = new Option<string[]>("--secret") { HelpName = "NAME", Description = "Gives cells the secret NAME from the environment variable NAME, so that the value stands in no command. What they print shows dots in its place. May be given several times." };
        var list = new Option<bool>("--list-inputs") { Description = "Prints the names that directives of the notebook ask for (@input, @password), and runs nothing." };

        var command = new Command("run", "Runs a notebook. Exit code 0: every cell succeeded; 1: a cell failed; 2: bad usage or unreadable file; 3: timed out.") { file, output, param, input, values, timeout, writable, verify, secret, list };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(list))
                return await ListInputsAsync(parsed.GetRequiredValue(file), services, cancellationToken);

            var (parameters, problem) = RunParameters.Parse(parsed.GetValue(param) ?? []);
            if (parameters is null)
            {
                await services.Error.WriteLineAsync(problem);
                return ExitCode.BadUsage;
            }

            var (inputs, inputProblem) = RunInputs.Parse(parsed.GetValue(input) ?? []);
            if (inputs is null)
            {
                await services.Error.WriteLineAsync(inputProblem);
                return ExitCode.BadUsage;
            }

            var (secrets, secretProblem) = RunSecrets.Parse(parsed.GetValue(secret) ?? [], Environment.GetEnvironmentVariable);
            if (secretProblem is not null)
            {
                await services.Error.WriteLineAsync(secretProblem);
                return ExitCode.BadUsage;
            }

            return await new RunCommand(parsed.GetRequiredValue(file), parsed.GetValue(output), parameters, inputs, secrets, parsed.GetValue(timeout), parsed.GetValue(values), parsed.GetValue(writable), parsed.GetValue(verify), services).RunAsync(cancellationToken);
        });
        return command;
    }

    private static async Task<int> ListInputsAsync(string path, CommandLineServices services, CancellationToken cancellationToken)
    {
        var (document, unreadable) = await NotebookPaths.ReadAsync(path, services.Time, cancellationToken);
        if (document is null)
        {
            await services.Error.WriteLineAsync(unreadable);
            return ExitCode.BadUsage;
        }

        foreach (var asked in AskedInput.In(document))
        {
            string?[] more = [asked.IsPassword ? "password" : null, asked.Variable is { } variable ? $"also --param {variable}=…" : null];
            var said = string.Join(", ", more.OfType<string>());
            await services.Output.WriteLineAsync(said.Length == 0 ? asked.Name : $"{asked.Name} ({said})");
        }

        return ExitCode.Success;
    }

    private static TimeSpan? ParseSeconds(ArgumentResult result)
    {
        if (double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= 1_000_000)
            return TimeSpan.FromSeconds(seconds);

        result.AddError($"--timeout {result.Tokens[0].Value}: write a number of seconds, greater than 0.");
        return null;
    }

    private string Folder => Path.GetDirectoryName(Path.GetFullPath(path))!;

    private async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (target is not null && NotebookPaths.ProblemWithTarget(target, NotebookFormat.Ipynb) is { } problem)
        {
            await services.Error.WriteLineAsync($"--output: {problem}");
            return ExitCode.BadUsage;
        }

        var (original, unreadable) = await NotebookPaths.ReadAsync(path, services.Time, cancellationToken);
        if (original is null)
        {
            await services.Error.WriteLineAsync(unreadable);
            return ExitCode.BadUsage;
        }

        if (verifies && !original.Cells.Exists(OutputComparison.HasShown))
        {
            await services.Error.WriteLineAsync($"{path} has no outputs to compare with. Write some with --output first.");
            return ExitCode.BadUsage;
        }

        var asked = AskedInput.In(original);
        foreach (var answer in asked.Where(answer => answer.Variable is not null))
            if (parameters.Values.FirstOrDefault(value => value.Name == answer.Variable) is { } given)
                inputs.AnswerUnlessGiven(answer.Name, given.Text);
        var (document, _) = (parameters with { Values = parameters.Values.RemoveAll(value => asked.Any(answer => answer.Variable == value.Name)) }).InsertInto(original);
        var report = new RunReport(path, original, services.Output, services.Error) { ShowsValues = showsValues };
        report.NameOtherLanguages();
        var streams = new WholeStreams();
        var run = new HeadlessRun(document, services.Time, (current, progress) =>
        {
            streams.Take(progress);
            report.Take(current, progress);
        }, inputs) { KeepsChoices = verifies };
        var code = await RunCellsAsync(run, report, cancellationToken);
        if (verifies && code is (ExitCode.Success or ExitCode.CellFailed))
            code = Verify(original, run.Document, report) ? ExitCode.Success : ExitCode.CellFailed;
        return await WriteOutputAsync(streams.In(run.Document)) ?? code;
    }

    private async Task<int> RunCellsAsync(HeadlessRun run, RunReport report, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(timeout ?? Timeout.InfiniteTimeSpan, services.Time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        try
        {
            var options = new KernelLaunchOptions
            {
                WorkingFolder = Folder,
                IsWorkingFolderWritable = isFolderWritable,
                KeepsOwner = true,
                ReadableFolders = services.Packages.Value.Folders,
                ReadableFiles = inputs.Files(Folder),
            };
            await run.RunAsync(secrets.IsEmpty ? services.Launcher : new SecretLauncher(services.Launcher, (_, _) => new(secrets)), services.Packages, options, stop.Token);
        }
        catch (KernelLaunchException exception)
        {
            report.Say(exception.Message);
            return ExitCode.CellFailed;
        }

        if (run.WasStopped)
        {
            var isInterrupted = cancellationToken.IsCancellationRequested;
            var at = run.Document.Cells.Find(static cell => cell.LastRun?.State is CellRunState.Interrupted or CellRunState.KernelLost);
            report.Say($"{(isInterrupted ? "interrupted" : FormattableString.Invariant($"timed out after {timeout!.Value.TotalSeconds:0.###} s"))}{(at is null ? "" : $" in {report.NameOf(at.Id)}")}; the cells after it were not run.");
            return isInterrupted ? ExitCode.Interrupted : ExitCode.TimedOut;
        }

        var lost = run.Document.Cells.FindAll(static cell => cell.LastRun is { State: CellRunState.KernelLost, StartedAt: null });
        if (!lost.IsEmpty)
            report.Say($"not run, because the kernel had ended: {string.Join(", ", lost.Select(cell => report.NameOf(cell.Id)))}.");
        return run.Document.Cells.Exists(static cell => cell.CanRun && cell.LastRun?.State != CellRunState.Succeeded) ? ExitCode.CellFailed : ExitCode.Success;
    }

    /// <summary>Compares with what the file says. A cell that fails as it had failed holds; one that fails and had never run does not.</summary>
    private bool Verify(NotebookDocument original, NotebookDocument now, RunReport report)
    {
        var (compared, differing) = OutputComparison.Compare(original, now);
        foreach (var verdict in differing)
        {
            report.Say($"{report.NameOf(verdict.CellId)} differs. {verdict.Words}");
            foreach (var line in TextDiff.SideBySide(verdict.Expected, verdict.Actual))
            {
                if (line.Kind is DiffLineKind.Removed or DiffLineKind.Changed)
                    services.Error.WriteLine($"  - {line.Before}");
                if (line.Kind is DiffLineKind.Added or DiffLineKind.Changed)
                    services.Error.WriteLine($"  + {line.After}");
            }
        }

        var failsAnew = now.Cells.Exists(cell => cell.CanRun && cell.LastRun?.State != CellRunState.Succeeded && !(original.Find(cell.Id) is { } was && OutputComparison.HasShown(was)));
        report.Say(differing.IsEmpty ? $"verified: what {compared} {(compared == 1 ? "cell shows" : "cells show")} is what the file says." : $"{differing.Length} of {compared} cells differ from what the file says.");
        return differing.IsEmpty && !failsAnew;
    }

    /// <summary>Writes what there is, however the run ended: outputs until a failure are the best account of it.</summary>
    /// <returns>The exit code when it could not be written.</returns>
    private async Task<int?> WriteOutputAsync(NotebookDocument document)
    {
        if (target is null)
            return null;

        var file = NotebookWriter.Write(document, NotebookFormat.Ipynb);
        if (await NotebookPaths.WriteAsync(target, file, CancellationToken.None) is { } unwritable)
        {
            await services.Error.WriteLineAsync(unwritable);
            return ExitCode.BadUsage;
        }

        foreach (var loss in file.Losses)
            await services.Error.WriteLineAsync($"{target}: {loss}");
        return null;
    }
}
