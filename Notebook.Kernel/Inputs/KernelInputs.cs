using System.Collections.Concurrent;
using Notebook.Interactive.Inputs;

namespace Notebook.Kernel.Inputs;

/// <summary>Every input that cells of this kernel have shown, by its id. Called by any thread.</summary>
internal sealed class KernelInputs
{
    /// <summary>A loop that shows inputs must not fill the memory with states that nobody can see.</summary>
    private const int MaxInputs = 10_000;

    private readonly ConcurrentDictionary<string, InputState> _states = new(StringComparer.Ordinal);

    public InputState StateOf(string id) => _states.Count < MaxInputs ? _states.GetOrAdd(id, static key => new InputState(key)) : _states.GetValueOrDefault(id) ?? new InputState(id);

    public void Set(string id, string value, long revision) => _states.GetValueOrDefault(id)?.Change(value, revision);
}
