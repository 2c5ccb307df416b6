using System.Diagnostics;
using System.Globalization;
using Microsoft.DotNet.Interactive;
using Notebook.Interactive;
using Notebook.Interactive.Formatting;
using Notebook.Interactive.Queries;
using Notebook.Kernel.Outputs;
using Notebook.Kernel.Running;
using Notebook.Protocol;

namespace Notebook.Kernel.Directives;

/// <summary>One execution of a cell that has directives or is not C#: its parts in order, until one does not succeed.</summary>
/// <param name="engine">Runs C#.</param>
/// <param name="memory">What directives of earlier cells left behind.</param>
/// <param name="submission">The cell as it was submitted.</param>
/// <param name="sink">Where its outputs go.</param>
internal sealed class CellExecution(SubmissionExecutor engine, DirectiveMemory memory, OpenSubmission submission, SubmissionSink sink)
{
    /// <summary>A file that imports itself must end.</summary>
    private const int MaxImportDepth = 10;

    private static readonly RunEnd Succeeded = new(SubmissionOutcome.Succeeded, WorkLeftRunning: false);
    private static readonly RunEnd Failed = new(SubmissionOutcome.Failed, WorkLeftRunning: false);

    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly List<string> _scriptVariables = [];
    private bool _isTimed;

    public RunEnd Run()
    {
        var request = submission.Request;
        var end = Run(request.SourceName, request.SourceName, request.Code, request.Language, importDepth: 0);
        if (_isTimed)
            Show(MimeBundle.Text($"Wall time: {Stopwatch.GetElapsedTime(_started).TotalMilliseconds.ToString("0.####", CultureInfo.InvariantCulture)}ms"));
        return end;
    }

    private RunEnd Run(string sourceName, string key, string code, string language, int importDepth)
    {
        var (parts, errors) = CellParser.Parse(code, language, memory.Unreached);
        if (!errors.IsEmpty)
            return Fail(errors, sourceName);

        var end = Succeeded;
        for (var index = 0; index < parts.Length && end.Outcome == SubmissionOutcome.Succeeded; index++)
        {
            end = parts[index] switch
            {
                _ when submission.Stopped.IsCancellationRequested => new RunEnd(SubmissionOutcome.Interrupted, WorkLeftRunning: false),
                TextPart { Language: CellLanguages.CSharp } part => engine.RunCode(submission, sink, $"{key}#{index}", sourceName, part.Text),
                TextPart { Language: CellLanguages.Sql } part => Query(part, sourceName, $"{key}#{index}"),
                TextPart part => ShowText(part),
                DirectivePart part => Obey(part, sourceName, $"{key}#{index}", importDepth),
                _ => throw new InvalidOperationException($"A part of a cell of the kind {parts[index].GetType().Name} has nobody who runs it."),
            };
        }

        return end;
    }

    private RunEnd Obey(DirectivePart directive, string sourceName, string key, int importDepth)
    {
        try
        {
            switch (directive.Name)
            {
                case "about":
                    Show(DirectiveHelp.About());
                    return Succeeded;
                case "lsmagic":
                    Show(DirectiveHelp.List());
                    return Succeeded;
                case "time":
                    _isTimed = true;
                    return Succeeded;
                case "who":
                    return engine.RunOnWorkers(submission, sink, () => string.Join('\t', engine.Variables.Select(static variable => variable.Name)));
                case "whos":
                    return engine.RunOnWorkers(submission, sink, () => engine.Variables
                        .Select(static variable => new { Variable = variable.Name, variable.Type, Value = ValueFormatter.Format(variable.Read()).PlainText }).ToList());
                case "set":
                    return engine.RunCode(submission, sink, key, sourceName, SetVariable(directive));
                case "share":
                    return Share(directive, sourceName, key);
                case CellLanguages.Value:
                    return Keep(directive);
                case "connect":
                    throw Unreachable(directive);
                case "import":
                    return Import(directive.Arguments["file", orFirst: true]!.Text, importDepth);
            }

            if (RegisteredDirectives.Find(directive.Name) is { } own)
                return engine.RunOnWorkers(submission, sink, () => own.Invoke(directive.NamedValues(own.Directive), KernelInvocationContext.Current));
        }
        catch (DirectiveException problem)
        {
            return Fail([new DirectiveError(problem.Id, problem.Message, directive.Line, directive.Name.Length + 2)], sourceName);
        }

        throw new InvalidOperationException($"#!{directive.Name} is in the table of directives and nobody obeys it.");
    }

    /// <summary>Says what a connection would need, and remembers its name: text in that language is then left out, and nothing else fails.</summary>
    private DirectiveException Unreachable(DirectivePart directive)
    {
        var kind = directive.Arguments.Values.FirstOrDefault()?.Text ?? "";
        var needs = kind switch
        {
            "jupyter" => "a Jupyter kernel",
            "mssql" => "a SQL Server",
            "postgresql" => "a PostgreSQL server",
            "kql" => "a Kusto cluster",
            "sqlite" or "duckdb" => "a kernel for that database; a client package in C# can open the same file",
            "signalr" or "stdio" or "named-pipe" => "another kernel process",
            _ => "another kernel",
        };
        var sentence = $"#!connect {kind} needs {needs}, and only C# runs in this notebook's kernel.";
        if (directive.Arguments["kernel-name"]?.Text is not { Length: > 0 } name)
            return new DirectiveException(DirectiveError.Custom, sentence);
        string[] names = [name, $"sql-{name}", $"kql-{name}"];
        memory.Unreached.UnionWith(names);
        var selector = kind switch
        {
            "mssql" or "postgresql" or "sqlite" => names[1],
            "kql" => names[2],
            _ => name,
        };
        return new DirectiveException(DirectiveError.Custom, $"{sentence} Parts that begin with #!{selector} are left out.");
    }

    private string SetVariable(DirectivePart directive)
    {
        var value = directive.Arguments["value"]!;
        return value.Reference switch
        {
            null => VariableCode.OfText(directive.Arguments["name", orFirst: true]!.Text, value.Text),
            ("input" or "password", _) or ("", "input" or "password") =>
                VariableCode.OfQuestion(directive.Arguments["name", orFirst: true]!.Text, DirectiveQuestion.Of(value, directive.Arguments["name", orFirst: true]!.Text)),
            ("" or CellLanguages.CSharp, var other) => VariableCode.OfVariable(directive.Arguments["name", orFirst: true]!.Text, Existing(other)),
            (CellLanguages.Value, var kept) => VariableCode.OfText(directive.Arguments["name", orFirst: true]!.Text, Kept(kept)),
            var (language, _) => throw OnlyOnPage(language),
        };
    }

    private RunEnd Share(DirectivePart directive, string sourceName, string key)
    {
        var name = directive.Arguments["name", orFirst: true]!.Text;
        var target = directive.Arguments["as"]?.Text ?? name;
        switch (CellLanguages.Find(directive.Arguments["from"]!.Text) ?? directive.Arguments["from"]!.Text, directive.Language)
        {
            case (CellLanguages.Value, CellLanguages.CSharp):
                return engine.RunCode(submission, sink, key, sourceName, VariableCode.OfText(target, Kept(name)));
            case (CellLanguages.CSharp, CellLanguages.CSharp):
                return target == name ? Succeeded : engine.RunCode(submission, sink, key, sourceName, VariableCode.OfVariable(target, Existing(name)));
            case (CellLanguages.Value, CellLanguages.JavaScript):
                _scriptVariables.Add(VariableCode.OfScript(target, System.Text.Json.JsonSerializer.Serialize(Kept(name), VariableCode.Plain)));
                return Succeeded;
            case (CellLanguages.CSharp, CellLanguages.JavaScript):
                var variable = engine.Variables.First(variable => variable.Name == Existing(name));
                // Reading and formatting may be user code.
                return engine.RunOnWorkers(submission, sink, () =>
                {
                    _scriptVariables.Add(VariableCode.OfScript(target, ValueFormatter.Format(variable.Read(), MimeTypes.Json)[MimeTypes.Json] ?? "null"));
                    return null;
                }, showsResult: false);
            case var (from, into):
                throw from is CellLanguages.CSharp or CellLanguages.Value
                    ? new DirectiveException(DirectiveError.Custom, $"A part in {into} can't take values. C# and JavaScript can.")
                    : OnlyOnPage(from);
        }
    }

    private RunEnd Keep(DirectivePart directive)
    {
        if (directive.Arguments["from-url"] is not null)
            throw new DirectiveException(DirectiveError.Custom, "#!value --from-url needs the network. Put the file into the notebook's folder and use --from-file.");
        var text = directive.Arguments["from-file"] is { } file ? ImportedFile.ReadText(file.Text) : directive.Arguments["from-value"]?.Text ?? directive.Content;
        memory.Values[directive.Arguments["name", orFirst: true]!.Text] = text;
        if (directive.Arguments["mime-type"] is { } mimeType)
            Show(MimeBundle.Of(mimeType.Text, text, text));
        return Succeeded;
    }

    private RunEnd Import(string file, int importDepth)
    {
        if (importDepth == MaxImportDepth)
            throw new DirectiveException(DirectiveError.Custom, $"Files that import each other are nested {MaxImportDepth} deep; one of them seems to import itself.");

        var number = 0;
        foreach (var (language, text) in ImportedFile.Read(file))
        {
            var source = $"{Path.GetFileName(file)}, cell {++number}";
            var end = Run(source, $"{Path.GetFullPath(file)}#{number}", text, language, importDepth + 1);
            if (end.Outcome != SubmissionOutcome.Succeeded)
                return end;
        }

        return Succeeded;
    }

    private RunEnd Query(TextPart part, string sourceName, string key)
    {
        var database = engine.Database;
        // The table shown becomes the variable: what was shown before would be another query's.
        database.NamedResult = null;
        var end = engine.RunOnWorkers(submission, sink, () => RunQuery(part, database, sourceName));
        if (end.Outcome != SubmissionOutcome.Succeeded || part.ResultName is not { } name)
            return end;
        return database.NamedResult is not null ? engine.RunCode(submission, sink, key, sourceName, VariableCode.OfQuery(name))
            : Fail([new DirectiveError(DirectiveError.Custom, $"The query has no result that {name} could be.", part.Text.Length - part.Content.Length, "#!sql".Length)], sourceName);
    }

    private Task RunQuery(TextPart part, SqlDatabase database, string sourceName)
    {
        try
        {
            var results = database.Run(part.Text, null, sink.Engine!);
            for (var index = 0; index < results.Count - 1; index++)
                DisplayHandle.Show(results[index], isResult: false);
            if (results is [.., var last])
            {
                database.NamedResult = last;
                KernelOutputs.PublishResult(last);
            }

            return Task.CompletedTask;
        }
        catch (SqlException error)
        {
            throw new SqlException(error.Message, error.Line, error.Column, error.InnerException) { SourceName = sourceName };
        }
    }

    private RunEnd ShowText(TextPart part)
    {
        sink.Publish(PartDisplay.Of(part.Language, part.Content, _scriptVariables));
        return Succeeded;
    }

    private string Existing(string name) => engine.Variables.Any(variable => variable.Name == name) ? name
        : throw new DirectiveException(DirectiveError.ValueNotFound, $"Value '{name}' not found in kernel csharp");

    private string Kept(string name) => memory.Values.TryGetValue(name, out var text) ? text
        : throw new DirectiveException(DirectiveError.ValueNotFound, $"Value '{name}' not found in kernel value");

    private static DirectiveException OnlyOnPage(string language) =>
        new(DirectiveError.ValueNotFound, $"There are no values of {language} here: only C# runs in this notebook's kernel.");

    private RunEnd Fail(IReadOnlyCollection<DirectiveError> errors, string sourceName)
    {
        sink.Publish(new ErrorOutput { Error = DirectiveError.Report(errors, sourceName) });
        return Failed;
    }

    private void Show(MimeBundle bundle) => sink.Publish(PartDisplay.Of(bundle));
}
