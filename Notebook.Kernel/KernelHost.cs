using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Notebook.Interactive;
using Notebook.Kernel.Inputs;
using Notebook.Kernel.Network;
using Notebook.Kernel.Outputs;
using Notebook.Kernel.Running;
using Notebook.Kernel.Streams;
using Notebook.Protocol;

namespace Notebook.Kernel;

/// <summary>A kernel on one pipe: takes requests, runs submissions in the order of their arrival, sends events.</summary>
internal sealed class KernelHost : IDisposable
{
    /// <summary>The compiler recurses over the text; hostile nesting meets its own guard before it meets the end of this stack.</summary>
    private const int SubmissionStackBytes = 16 * 1024 * 1024;

    private readonly FramePipe _pipe;
    private readonly OutputQueue _outputs;
    private readonly OutputWriter _writer;
    private readonly ConsoleCapture _console = new();
    private readonly KernelInputs _inputs = new();
    private readonly BlockingCollection<OpenSubmission> _queue = [];
    private readonly ConcurrentDictionary<SubmissionId, OpenSubmission> _open = [];
    private readonly SubmissionExecutor _executor;
    private readonly TablePager _tables;
    private readonly VariableViewer _variables;
    private readonly Thread _submissions;

    /// <summary>Starts the kernel's threads; it answers once <see cref="Run"/> reads.</summary>
    /// <param name="pipe">The pipe to the web process. Stays the caller's.</param>
    /// <param name="streams">The captured standard streams; null when the process is not the kernel's own.</param>
    public KernelHost(FramePipe pipe, StandardStreams? streams)
    {
        _pipe = pipe;
        _outputs = new OutputQueue(streams?.StandardOutput, streams?.StandardError);
        _writer = new OutputWriter(pipe, _outputs, streams);
        _executor = new SubmissionExecutor(_outputs);
        Network = new KernelNetwork(_outputs);
        Http.Network = Network;
        _tables = new TablePager(_outputs);
        _variables = new VariableViewer(_executor, _outputs, () => !_open.IsEmpty);
        _submissions = KernelThread.Start("submissions", RunSubmissions, SubmissionStackBytes);
    }

    /// <summary>The connections that cells have through the server.</summary>
    public KernelNetwork Network { get; }

    /// <summary>Serves the pipe on the calling thread until the web process closes it.</summary>
    /// <returns>Why it ended when that was not the web process's wish.</returns>
    public string? Run()
    {
        try
        {
            if (Open() is { } refusal)
            {
                _outputs.AddEvent(new KernelRefused { Reason = refusal });
                return refusal;
            }

            while (Read() is { } request)
            {
                if (!Take(request))
                    return $"The request {request.GetType().Name} came out of turn.";
            }

            return null;
        }
        catch (Exception exception) when (exception is ProtocolException or IOException)
        {
            return exception.Message;
        }
    }

    /// <summary>Reports an exception that no task and no thread of the kernel's own took, as a thread of the user's throws it.</summary>
    public void Report(Exception exception) => _executor.Report(exception);

    /// <summary>Sends what is queued, for at most so long. Nothing is sent afterwards.</summary>
    public void Flush(TimeSpan timeout) => _writer.Stop(timeout);

    public void Dispose()
    {
        _queue.CompleteAdding();
        _tables.Dispose();
        _variables.Dispose();
        foreach (var submission in _open.Values)
            submission.Stop(_executor.Workers);
        _submissions.Join();
        Flush(TimeSpan.FromSeconds(5));
        _executor.Dispose();
        _console.Dispose();
    }

    private string? Open()
    {
        if (Read() is not { } first)
            return null;
        if (first is not OpenKernel open)
            return $"The first request was {first.GetType().Name} and not {nameof(OpenKernel)}.";
        if (open.ProtocolVersion != ProtocolVersion.Current)
            return $"The server speaks version {open.ProtocolVersion} of the kernel protocol, this kernel version {ProtocolVersion.Current}. Install both from the same release.";

        try
        {
            Environment.CurrentDirectory = open.WorkingFolder;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return $"The working folder can't be used: {exception.Message}";
        }

        _executor.Preinstall(open.Preinstalled.IsDefault ? [] : open.Preinstalled);
        _outputs.AddEvent(new KernelOpened { ProtocolVersion = ProtocolVersion.Current, Runtime = RuntimeInformation.FrameworkDescription });
        return null;
    }

    private bool Take(KernelRequest request)
    {
        switch (request)
        {
            case Submit submit:
                var submission = new OpenSubmission(submit, new SubmissionQuestions(submit.SubmissionId, _outputs), new SubmissionInputs(submit.SourceName, submit.Inputs, _inputs));
                if (!_open.TryAdd(submit.SubmissionId, submission))
                    return false;
                _queue.Add(submission);
                return true;
            case Interrupt interrupt:
                if (_open.TryGetValue(interrupt.SubmissionId, out var running))
                    running.Stop(_executor.Workers);
                return true;
            case SetInput set:
                _inputs.Set(set.InputId, set.Value, set.Revision);
                return true;
            case ProvideInput provided:
                if (_open.TryGetValue(provided.SubmissionId, out var asking))
                    asking.Questions.Answer(provided);
                return true;
            case PageTable page:
                _tables.Take(page);
                return true;
            case PackagesRestored restored:
                _executor.PackageAnswers.Take(restored);
                return true;
            case ConnectionOpened or ConnectionRefused or ConnectionReceived or ConnectionForwarded or ConnectionEnded:
                Network.Take(request);
                return true;
            case ListVariables or ShowVariable:
                _variables.Take(request);
                return true;
            default:
                return false;
        }
    }

    private void RunSubmissions()
    {
        _executor.WarmUp();
        foreach (var submission in _queue.GetConsumingEnumerable())
        {
            var id = submission.Request.SubmissionId;
            var started = Stopwatch.GetTimestamp();
            _outputs.AddEvent(new SubmissionStarted { SubmissionId = id });
            ThisNotebook.Secrets.All = submission.Request.Secrets.IsDefault ? [] : submission.Request.Secrets;
            var end = _executor.Execute(submission);
            submission.Questions.Close();
            _outputs.AddEvent(new SubmissionCompleted
            {
                SubmissionId = id,
                Outcome = end.Outcome,
                ElapsedMilliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds,
                WorkLeftRunning = end.WorkLeftRunning,
                InputsRead = submission.Inputs.Reads,
            });
            _open.TryRemove(id, out _);
            submission.Dispose();
        }
    }

    // Over the process's own descriptors the call completes before it returns; this thread has nothing else to do.
    private KernelRequest? Read() =>
        _pipe.ReadAsync(ProtocolJson.Default.KernelRequest, CancellationToken.None).AsTask().GetAwaiter().GetResult();
}
