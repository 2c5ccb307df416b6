using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Host.Mef;
using Notebook.Kernel.Running;
using Notebook.Protocol;
using Notebook.Protocol.Language;

namespace Notebook.Kernel.Language;

/// <summary>
/// The language process on its pipe: takes updates as they come and answers questions on threads of its own, the server deciding which
/// and how many at a time. Runs nobody's code.
/// </summary>
internal sealed class LanguageHost(FramePipe pipe) : IDisposable
{
    /// <summary>One for what takes a while, two for what somebody waits for.</summary>
    private const int Threads = 3;

    /// <summary>The compiler recurses over the text; hostile nesting meets its own guard before it meets the end of this stack.</summary>
    private const int StackBytes = 16 * 1024 * 1024;

    private const long Megabyte = 1024 * 1024;

    private readonly AdhocWorkspace _workspace = new(MefHostServices.DefaultHost);
    private readonly Completions _completions = new();
    private readonly ConcurrentDictionary<string, (NotebookModel Model, long Used)> _notebooks = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<long, CancellationTokenSource> _asked = [];
    private readonly BlockingCollection<LanguageQuestion> _questions = [];
    private ReferencePool? _pool;
    private long _budget;
    private long _uses;

    /// <summary>What went wrong with an update, told with the next answer that lacks a notebook.</summary>
    private volatile string? _defect;

    /// <summary>Serves the pipe on the calling thread until the web process closes it.</summary>
    /// <returns>Why it ended when that was not the web process's wish.</returns>
    public string? Run()
    {
        try
        {
            if (Read() is not { } first)
                return null;
            if (first is not OpenLanguage open)
                return Refuse($"The first request was {first.GetType().Name} and not {nameof(OpenLanguage)}.");
            if (open.ProtocolVersion != ProtocolVersion.Current)
                return Refuse($"The server speaks version {open.ProtocolVersion} of the protocol, this process version {ProtocolVersion.Current}. Install both from the same release.");

            _budget = open.MemoryMegabytes * Megabyte;
            _pool = new ReferencePool(open.Preinstalled.IsDefault ? [] : open.Preinstalled);
            Send(new LanguageOpened { ProtocolVersion = ProtocolVersion.Current });
            for (var thread = 0; thread < Threads; thread++)
                KernelThread.Start("questions", AnswerAll, StackBytes);
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

    public void Dispose()
    {
        _questions.CompleteAdding();
        _workspace.Dispose();
    }

    private bool Take(LanguageRequest request)
    {
        switch (request)
        {
            case UpdateNotebook update:
                Update(update);
                return true;
            case ForgetNotebook forget:
                _notebooks.TryRemove(forget.NotebookId, out _);
                _completions.Clear();
                return true;
            case CancelQuestion cancel:
                if (_asked.TryGetValue(cancel.RequestId, out var asked))
                    asked.Cancel();
                return true;
            case LanguageQuestion question:
                if (!_asked.TryAdd(question.RequestId, new CancellationTokenSource()))
                    return false;
                _questions.Add(question);
                return true;
            default:
                return false;
        }
    }

    private void Update(UpdateNotebook update)
    {
        var use = Interlocked.Increment(ref _uses);
        // Part of a notebook that was forgotten: the next question says so, and the server sends all of it.
        if (!update.IsWhole && !_notebooks.ContainsKey(update.NotebookId))
            return;
        var model = _notebooks.GetOrAdd(update.NotebookId, _ => (new NotebookModel(_workspace, _pool!), use)).Model;
        try
        {
            model.Update(update);
            _notebooks[update.NotebookId] = (model, use);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // A defect, and half of an update would be worse than none: the next question asks for all of it.
            _notebooks.TryRemove(update.NotebookId, out _);
            _defect = $"{nameof(UpdateNotebook)}: {exception}";
        }
    }

    private void AnswerAll()
    {
        foreach (var question in _questions.GetConsumingEnumerable())
        {
            var stop = _asked[question.RequestId];
            var answer = Answer(question, stop.Token);
            _asked.TryRemove(question.RequestId, out _);
            stop.Dispose();
            try
            {
                Send(answer);
            }
            catch (ProtocolException tooLarge)
            {
                Send(new QuestionFailed { RequestId = question.RequestId, Failure = QuestionFailure.Defect, Detail = tooLarge.Message });
            }
            catch (IOException)
            {
                // The server is gone; the reading thread sees it too and ends the process.
                return;
            }

            KeepBudget(question.NotebookId);
        }
    }

    private LanguageAnswer Answer(LanguageQuestion question, CancellationToken stop)
    {
        try
        {
            if (!_notebooks.TryGetValue(question.NotebookId, out var known))
                return new QuestionFailed { RequestId = question.RequestId, Failure = QuestionFailure.UnknownNotebook, Detail = Interlocked.Exchange(ref _defect, null) };
            _notebooks.TryUpdate(question.NotebookId, (known.Model, Interlocked.Increment(ref _uses)), known);
            return AnswerAsync(question, known.Model, stop).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            return new QuestionFailed { RequestId = question.RequestId, Failure = QuestionFailure.Cancelled };
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Roslyn's or ours: one question has no answer, the next may.
            return new QuestionFailed { RequestId = question.RequestId, Failure = QuestionFailure.Defect, Detail = $"{question.GetType().Name}: {exception}" };
        }
    }

    private async Task<LanguageAnswer> AnswerAsync(LanguageQuestion question, NotebookModel model, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        switch (question)
        {
            case Diagnose:
                return model.Diagnosis.Run(question.RequestId, stop);
            case DescribeCompletion describe:
                return await _completions.DescribeAsync(describe, stop).ConfigureAwait(false);
            case Format format:
                return await CodeLayout.FormatAsync(format, model, stop).ConfigureAwait(false);
        }

        if (question is not PlaceQuestion place || await QuestionScope.OfAsync(model, place, stop).ConfigureAwait(false) is not { } scope)
            return new QuestionFailed { RequestId = question.RequestId, Failure = QuestionFailure.Cancelled };
        return place switch
        {
            Complete complete => await _completions.ListAsync(complete, scope, _pool!, stop).ConfigureAwait(false),
            DescribeSymbol describe => await SymbolDescriptions.DescribeAsync(describe, scope, stop).ConfigureAwait(false),
            ListSignatures list => await CallSignatures.ListAsync(list, scope, stop).ConfigureAwait(false),
            Classify classify => await CodeColours.ClassifyAsync(classify, scope, stop).ConfigureAwait(false),
            FindSymbol find => await SymbolSearch.FindAsync(find, scope, stop).ConfigureAwait(false),
            RenameSymbol rename => await SymbolRenaming.RenameAsync(rename, scope, stop).ConfigureAwait(false),
            ListFixes list => await MissingUsings.ListAsync(list, scope, model, stop).ConfigureAwait(false),
            _ => throw new InvalidOperationException($"Nobody answers {place.GetType().Name}."),
        };
    }

    /// <summary>Forgets notebooks while there is too much, the least recently used first; never the one that is in use.</summary>
    private void KeepBudget(string inUse)
    {
        if (_budget == 0 || GC.GetTotalMemory(forceFullCollection: false) <= _budget)
            return;
        // One notebook that is larger than the budget is kept: it would be asked for again at once.
        while (_notebooks.Where(notebook => notebook.Key != inUse).OrderBy(static notebook => notebook.Value.Used).Select(static notebook => notebook.Key).FirstOrDefault() is { } oldest
            && GC.GetTotalMemory(forceFullCollection: true) > _budget)
        {
            _completions.Clear();
            _notebooks.TryRemove(oldest, out _);
        }
    }

    private string Refuse(string reason)
    {
        Send(new LanguageRefused { Reason = reason });
        return reason;
    }

    // The threads here have nothing else to do.
    private void Send(LanguageEvent message) => pipe.WriteAsync(message, LanguageJson.Default.LanguageEvent, CancellationToken.None).AsTask().GetAwaiter().GetResult();

    private LanguageRequest? Read() => pipe.ReadAsync(LanguageJson.Default.LanguageRequest, CancellationToken.None).AsTask().GetAwaiter().GetResult();
}
