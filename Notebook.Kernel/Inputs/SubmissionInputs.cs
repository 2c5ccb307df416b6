using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Notebook.Interactive.Inputs;
using Notebook.Protocol;

namespace Notebook.Kernel.Inputs;

/// <summary>What one submission shows and reads of inputs.</summary>
/// <param name="sourceName">The cell: ids of its inputs begin with it.</param>
/// <param name="chosen">What was chosen before it ran.</param>
/// <param name="inputs">Those of the kernel.</param>
internal sealed class SubmissionInputs(string sourceName, ImmutableArray<ChosenInput> chosen, KernelInputs inputs)
{
    private readonly ConcurrentDictionary<string, int> _shown = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _reads = new(StringComparer.Ordinal);

    public ImmutableArray<ChosenInput> Chosen => chosen;

    public ImmutableArray<InputRead> Reads => [.. _reads.Take(InputRead.MaxReads).Select(static read => new InputRead(read.Key, read.Value))];

    /// <summary>By kind and label, and by their order where both are equal.</summary>
    public string KeyOf(string kind, string label)
    {
        var number = _shown.AddOrUpdate($"{kind}:{label}", 1, static (_, count) => count + 1);
        return number == 1 ? $"{kind}:{label}" : string.Create(CultureInfo.InvariantCulture, $"{kind}:{label}#{number}");
    }

    public InputState StateOf(string key) => inputs.StateOf($"{sourceName}/{key}");

    public void NoteRead(string inputId, long revision)
    {
        if (_reads.Count < InputRead.MaxReads || _reads.ContainsKey(inputId))
            _reads.AddOrUpdate(inputId, revision, (_, known) => Math.Min(known, revision));
    }
}
