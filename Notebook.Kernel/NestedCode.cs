using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;
using Notebook.Interactive;
using Notebook.Interactive.Queries;
using Notebook.Kernel.Directives;
using Notebook.Kernel.Outputs;
using Notebook.Protocol;
using KernelEvent = Microsoft.DotNet.Interactive.Events.KernelEvent;

namespace Notebook.Kernel;

/// <summary>Answers what the code of one submission asks of the kernel: to run more code, and to read variables.</summary>
/// <param name="executor">Runs C#.</param>
/// <param name="stopped">Cancelled when the submission is stopped.</param>
internal sealed class NestedCode(SubmissionExecutor executor, CancellationToken stopped) : IKernelEngine
{
    /// <summary>Code that submits itself must end.</summary>
    private const int MaxDepth = 50;

    private static readonly AsyncLocal<int> Depth = new();

    /// <summary>Where the submission's outputs go.</summary>
    public SubmissionSink Sink { get; set; } = null!;

    public CancellationToken Stopped => stopped;

    public IReadOnlyList<string> VariableNames => [.. executor.Variables.Select(static variable => variable.Name)];

    public SqlDatabase Database => executor.Database;

    public bool TryGetValue(string name, out object? value)
    {
        var variable = executor.Variables.FirstOrDefault(variable => variable.Name == name);
        value = variable?.Read();
        return variable is not null;
    }

    public async Task<KernelCommandResult> RunAsync(SubmitCode command, string language)
    {
        if (Depth.Value >= MaxDepth)
            throw new InvalidOperationException($"Code that submits code is nested {MaxDepth} deep; it seems to submit itself.");

        Depth.Value++;
        try
        {
            return await RunPartsAsync(command, CellLanguages.Find(language) ?? language);
        }
        finally
        {
            Depth.Value--;
        }
    }

    private async Task<KernelCommandResult> RunPartsAsync(SubmitCode command, string language)
    {
        var (parts, errors) = CellParser.Parse(command.Code, language);
        if (!errors.IsEmpty)
            return Fail(command, DirectiveError.Report(errors, "code"));

        var events = new List<KernelEvent>();
        foreach (var part in parts)
        {
            switch (part)
            {
                case TextPart { Language: CellLanguages.CSharp } text:
                    var (hasValue, value, error) = await executor.RunNestedAsync(Sink, text.Text, stopped);
                    if (error is not null)
                        return new KernelCommandResult(command, [new CommandFailed(null, command, error.Message)]);
                    if (hasValue)
                        events.Add(new ReturnValueProduced(value, command));
                    break;
                case TextPart { Language: CellLanguages.Sql } query:
                    foreach (var table in executor.Database.Run(query.Text, null, this))
                    {
                        DisplayHandle.Show(table, isResult: false);
                        events.Add(new ReturnValueProduced(table, command));
                    }

                    break;
                case TextPart text:
                    Sink.Publish(PartDisplay.Of(text.Language, text.Content));
                    break;
                case DirectivePart directive when RegisteredDirectives.Find(directive.Name) is { } own:
                    await own.Invoke(directive.NamedValues(own.Directive), KernelInvocationContext.Current);
                    break;
                case DirectivePart directive:
                    return Fail(command, DirectiveError.Report(
                        [new DirectiveError(DirectiveError.Custom, $"#!{directive.Name} works in a cell, not in code that a cell submits.", directive.Line, directive.Name.Length + 2)], "code"));
            }
        }

        return new KernelCommandResult(command, [.. events, new CommandSucceeded(command)]);
    }

    private KernelCommandResult Fail(SubmitCode command, ErrorReport report)
    {
        Sink.Publish(new ErrorOutput { Error = report });
        return new KernelCommandResult(command, [new CommandFailed(null, command, report.Message)]);
    }
}
