using System.Collections.Immutable;
using Notebook.Interactive;
using Notebook.Interactive.Formatting;
using Notebook.Kernel.Directives;
using Notebook.Kernel.Errors;
using Notebook.Kernel.Inputs;
using Notebook.Kernel.Outputs;
using Notebook.Kernel.Packages;
using Notebook.Kernel.Running;
using Notebook.Kernel.Scripting;
using Notebook.Kernel.Streams;
using Notebook.Protocol;
using TypeNames = Notebook.Kernel.Errors.TypeNames;

namespace Notebook.Kernel;

/// <summary>Compiles and runs submissions, one at a time, and sends what they produce. Used by one thread.</summary>
internal sealed class SubmissionExecutor : IDisposable
{
    private const int MaxWarnings = 100;

    private readonly OutputQueue _outputs;
    private readonly SubmissionChain _chain;
    private readonly ErrorReports _errors;
    private readonly SubmissionAssemblies _assemblies = new();
    private readonly PackageInstallation _packages;
    private readonly WakeSignal _runChanged = new();

    /// <summary>What directives leave behind for later ones.</summary>
    private readonly DirectiveMemory _memory = new();

    /// <summary>Code that a cell submits is compiled while the cell runs, and what a cell left running may submit beside the next one.</summary>
    private readonly Lock _chainGate = new();

    /// <summary>What runs now, whose variables code that it submits can name.</summary>
    private PreparedSubmission? _running;

    /// <summary>What the compiler noticed about the submission that runs.</summary>
    private readonly List<SourceDiagnostic> _warnings = [];

    public SubmissionExecutor(OutputQueue outputs)
    {
        _outputs = outputs;
        // Loops that are compiled before its type is ready would ask for it in each turn.
        StopPoint.Arm(false);
        var compiler = new SubmissionCompiler(_assemblies);
        _chain = new SubmissionChain(compiler);
        _errors = new ErrorReports(_assemblies);
        PackageAnswers = new PackageAnswers(outputs);
        _packages = new PackageInstallation(PackageAnswers, _assemblies, compiler);
    }

    public WorkerPool Workers { get; } = new();

    /// <summary>Takes what the server answers about packages.</summary>
    public PackageAnswers PackageAnswers { get; }

    /// <summary>The packages that code may use without asking for them. Set before the first submission.</summary>
    public void Preinstall(ImmutableArray<RestoredPackage> packages) => _assemblies.Preinstalled = new AddedPackages(packages);

    /// <summary>
    /// Runs code that nobody sees, so that the compiler and the formatters have been through their paths before a person waits for
    /// them. Leaves no trace in the chain.
    /// </summary>
    public void WarmUp()
    {
        var run = new SubmissionRun(Workers, new SubmissionSink(default, _outputs, new SubmissionQuestions(default, _outputs), new SubmissionInputs("", [], new KernelInputs())), _errors, _runChanged);
        if (_chain.Prepare("", "", "await Task.CompletedTask; 1 + 1", CancellationToken.None).Submission is not { } submission)
            return;

        run.Start(async current =>
        {
            try
            {
                ValueFormatter.Format(await submission.StartAsync());
            }
            finally
            {
                current.End(SubmissionOutcome.Succeeded);
            }
        });
        run.WaitForEnd();
    }

    /// <summary>The variables that code can name now, in the order of their declaration.</summary>
    public IReadOnlyList<ScriptVariable> Variables
    {
        get
        {
            lock (_chainGate)
            {
                if (_running is { } running)
                    _chain.Adopt(running);
                return _chain.Variables;
            }
        }
    }

    /// <summary>Runs a submission to its end.</summary>
    public RunEnd Execute(OpenSubmission submission)
    {
        var request = submission.Request;
        var engine = new NestedCode(this, submission.Stopped);
        var sink = new SubmissionSink(request.SubmissionId, _outputs, submission.Questions, submission.Inputs) { Engine = engine };
        engine.Sink = sink;
        _warnings.Clear();
        var end = request.Language == CellLanguages.CSharp && !CellParser.HasDirectives(request.Code)
            ? RunCode(submission, sink, request.SourceName, request.SourceName, request.Code)
            : new CellExecution(this, _memory, submission, sink).Run();
        // Below everything else that the cell shows: it is the least of it.
        if (_warnings.Count > 0)
            sink.Publish(new DisplayValue { DisplayId = Guid.CreateVersion7().ToString("n"), Data = new CompilerWarnings { Warnings = [.. _warnings] }.ToBundle() });
        return end;
    }

    /// <summary>Compiles and runs C# as the submission, or as one part of it.</summary>
    /// <param name="submission">Which may be stopped.</param>
    /// <param name="sink">Where its outputs go.</param>
    /// <param name="key">Names the text, so that it is not compiled again unchanged.</param>
    /// <param name="sourceName">Names the source in errors.</param>
    /// <param name="code">C#.</param>
    public RunEnd RunCode(OpenSubmission submission, SubmissionSink sink, string key, string sourceName, string code)
    {
        if (PackageDirectives.Find(code) is { } directives)
        {
            if (_packages.Install(submission, sink, sourceName, directives) is not SubmissionOutcome.Succeeded and var outcome)
                return new RunEnd(outcome, WorkLeftRunning: false);
            code = directives.Code;
        }

        if (Prepare(submission, sink, key, sourceName, code, out var unprepared) is not { } prepared)
            return unprepared;

        var own = submission.Request.SourceName;
        _warnings.AddRange(prepared.Warnings.Take(MaxWarnings - _warnings.Count).Select(warning => warning.SourceName == own ? warning with { SourceName = "" } : warning));
        prepared.SourceName = own;
        _running = prepared;
        var end = Run(submission, sink, prepared.StartAsync, prepared.HasResult);
        _running = null;
        lock (_chainGate)
            _chain.Adopt(prepared);
        return end;
    }

    /// <summary>Runs C# that the running code submits, in its flow.</summary>
    /// <param name="sink">Where its outputs go.</param>
    /// <param name="code">C#.</param>
    /// <param name="stopped">Stops the compiler.</param>
    /// <returns>The value that it ended in, when there is one; or the compiler's errors.</returns>
    public async Task<(bool HasValue, object? Value, ErrorReport? Error)> RunNestedAsync(SubmissionSink sink, string code, CancellationToken stopped)
    {
        // On a thread that Stop does not abort: the compiler is everybody's.
        var (prepared, errors) = await Task.Run(() =>
        {
            lock (_chainGate)
            {
                if (_running is { } running)
                    _chain.Adopt(running);
                return _chain.Prepare("", "code", code, stopped);
            }
        }, stopped);
        if (prepared is null)
        {
            var report = ErrorReports.Of(errors);
            sink.Publish(new ErrorOutput { Error = report });
            return (false, null, report);
        }

        try
        {
            var value = await prepared.StartAsync();
            if (prepared.HasResult)
                KernelOutputs.PublishResult(value);
            return (prepared.HasResult, value, null);
        }
        finally
        {
            lock (_chainGate)
                _chain.Adopt(prepared);
        }
    }

    /// <summary>Runs something of ours that may call user code, such as a formatter or a getter, where Stop reaches.</summary>
    public RunEnd RunOnWorkers(OpenSubmission submission, SubmissionSink sink, Func<object?> body, bool showsResult = true) =>
        Run(submission, sink, () => Task.FromResult(body()), showsResult);

    /// <summary>Runs something of the user's that shows what it has to show itself.</summary>
    public RunEnd RunOnWorkers(OpenSubmission submission, SubmissionSink sink, Func<Task> body) => Run(submission, sink, async () =>
    {
        await body();
        return null;
    }, hasResult: false);

    /// <summary>Shows an exception that ended a thread of the user's.</summary>
    public void Report(Exception exception)
    {
        // A thread of the user's left its loop because the cell was stopped.
        if (exception is not SubmissionStoppedException)
            KernelOutputs.Current?.Publish(new ErrorOutput { Error = _errors.Of(exception) });
    }

    public void Dispose()
    {
        Workers.Dispose();
        _runChanged.Dispose();
    }

    private RunEnd Run(OpenSubmission submission, SubmissionSink sink, Func<Task<object?>> body, bool hasResult)
    {
        var run = new SubmissionRun(Workers, sink, _errors, _runChanged);
        if (!submission.TryBegin(run))
            return new RunEnd(SubmissionOutcome.Interrupted, WorkLeftRunning: false);

        run.Start(current => RunAsync(current, body, hasResult));
        var end = run.WaitForEnd();
        if (end.Outcome == SubmissionOutcome.Interrupted)
            ConsoleCapture.Renew();
        return end;
    }

    private PreparedSubmission? Prepare(OpenSubmission submission, SubmissionSink sink, string key, string sourceName, string code, out RunEnd unprepared)
    {
        unprepared = new RunEnd(SubmissionOutcome.Failed, WorkLeftRunning: false);
        try
        {
            (PreparedSubmission? prepared, System.Collections.Immutable.ImmutableArray<Microsoft.CodeAnalysis.Diagnostic> errors) = (null, []);
            lock (_chainGate)
                (prepared, errors) = _chain.Prepare(key, sourceName, code, submission.Stopped);
            if (prepared is null)
                sink.Publish(new ErrorOutput { Error = ErrorReports.Of(errors) });
            return prepared;
        }
        catch (OperationCanceledException) when (submission.Stopped.IsCancellationRequested)
        {
            unprepared = unprepared with { Outcome = SubmissionOutcome.Interrupted };
        }
        catch (Exception exception)
        {
            // The compiler gave up on this text; the chain is as it was, and the next cell may be an ordinary one.
            sink.Publish(new ErrorOutput
            {
                Error = new ErrorReport { Name = TypeNames.Full(exception.GetType()), Message = $"The compiler failed on this cell: {exception.Message}" },
            });
        }

        return null;
    }

    /// <summary>Runs on the workers: everything in it, the formatting of the result and of an error included, may be user code.</summary>
    private async Task RunAsync(SubmissionRun run, Func<Task<object?>> body, bool hasResult)
    {
        KernelOutputs.Enter(run.Sink);
        try
        {
            var value = await body();
            if (hasResult)
                KernelOutputs.PublishResult(value);
            KernelOutputs.Flush(run.Sink);
            run.End(SubmissionOutcome.Succeeded);
        }
        catch (Exception exception)
        {
            // What a stop tears apart is no error of the cell's.
            if (run.IsStopping)
                return;
            KernelOutputs.Flush(run.Sink);
            run.Sink.Publish(new ErrorOutput { Error = _errors.Of(exception) });
            run.End(SubmissionOutcome.Failed);
        }
    }
}
