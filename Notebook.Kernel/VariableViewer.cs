using System.Collections.Concurrent;
using Notebook.Interactive.Formatting;
using Notebook.Kernel.Outputs;
using Notebook.Kernel.Running;
using Notebook.Kernel.Scripting;
using Notebook.Protocol;

namespace Notebook.Kernel;

/// <summary>Tells about variables on a thread of its own, which starts when somebody first asks.</summary>
/// <param name="executor">Has the variables.</param>
/// <param name="outputs">Takes the answers.</param>
/// <param name="isBusy">Whether a submission runs or waits.</param>
internal sealed class VariableViewer(SubmissionExecutor executor, OutputQueue outputs, Func<bool> isBusy) : IDisposable
{
    private const int MaxWaiting = 16;

#pragma warning disable CA2213 // Its thread reads it to the end, which comes after every owner's.
    private readonly BlockingCollection<KernelRequest> _waiting = new(MaxWaiting);
#pragma warning restore CA2213
    private Thread? _thread;

    /// <summary>Answers a <see cref="ListVariables"/> or <see cref="ShowVariable"/> later; never waits. Called by one thread.</summary>
    public void Take(KernelRequest request)
    {
        _thread ??= KernelThread.Start("variables", Run);
        if (!_waiting.TryAdd(request))
            outputs.AddEvent(Refusal(request, "The kernel has too much to show at the moment. Try again."));
    }

    /// <summary>Takes no more requests; those that wait are still answered.</summary>
    public void Dispose() => _waiting.CompleteAdding();

    private void Run()
    {
        foreach (var request in _waiting.GetConsumingEnumerable())
            outputs.AddEvent(Answer(request));
    }

    private KernelEvent Answer(KernelRequest request)
    {
        try
        {
            return request is ShowVariable show ? Show(show) : List((ListVariables)request);
        }
        catch (Exception exception)
        {
            // Out of memory, or a bug: the reader is told, and the next question may be an ordinary one.
            return Refusal(request, Clip.Line($"The kernel could not look at it: {exception.Message}", VariableLimits.MaxProblemChars));
        }
    }

    private VariablesListed List(ListVariables request)
    {
        var variables = executor.Variables;
        return new VariablesListed
        {
            RequestId = request.RequestId,
            Total = variables.Count,
            Variables = [.. variables.Skip(variables.Count - VariableLimits.MaxVariables).Select(Summary)],
        };
    }

    private VariableShown Show(ShowVariable request)
    {
        // Its getters and enumerators would run beside the cell that may be changing it.
        if (isBusy())
            return new VariableShown { RequestId = request.RequestId, Problem = "A cell is running. Open the value when it has ended." };
        if (executor.Variables.FirstOrDefault(variable => variable.Name == request.Name) is not { } found)
            return new VariableShown { RequestId = request.RequestId, Problem = "There is no such variable any more." };
        return new VariableShown { RequestId = request.RequestId, Data = ValueFormatter.Format(found.Read()) };
    }

    private static VariableSummary Summary(ScriptVariable variable)
    {
        var preview = ValuePreview.Of(variable.Read(), VariableLimits.MaxPreviewChars);
        return new VariableSummary
        {
            Name = Clip.Line(variable.Name, VariableLimits.MaxWordChars),
            Type = Clip.Line(TypeNames.Of(variable.DeclaredType) is { Length: > 0 } type ? type : "anonymous", VariableLimits.MaxWordChars),
            Size = preview.Size,
            Preview = preview.Text,
            SourceName = variable.SourceName.Length <= VariableLimits.MaxWordChars ? variable.SourceName : "",
        };
    }

    private static KernelEvent Refusal(KernelRequest request, string problem) => request is ShowVariable show
        ? new VariableShown { RequestId = show.RequestId, Problem = problem }
        : new VariablesListed { RequestId = ((ListVariables)request).RequestId, Problem = problem };
}
