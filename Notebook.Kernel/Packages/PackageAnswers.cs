using System.Collections.Concurrent;
using Notebook.Kernel.Outputs;
using Notebook.Protocol;

namespace Notebook.Kernel.Packages;

/// <summary>Asks the server for packages and takes its answers, which come on another thread.</summary>
internal sealed class PackageAnswers(OutputQueue outputs)
{
    private readonly ConcurrentDictionary<SubmissionId, TaskCompletionSource<PackagesRestored>> _waiting = [];

    /// <summary>Begins to ask.</summary>
    public Task<PackagesRestored> Ask(PackagesRequested request)
    {
        var answer = new TaskCompletionSource<PackagesRestored>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[request.SubmissionId] = answer;
        outputs.AddEvent(request);
        return answer.Task;
    }

    /// <summary>Nobody waits for it any more.</summary>
    public void Forget(SubmissionId submission) => _waiting.TryRemove(submission, out _);

    public void Take(PackagesRestored restored)
    {
        if (_waiting.TryRemove(restored.SubmissionId, out var answer))
            answer.TrySetResult(restored);
    }
}
