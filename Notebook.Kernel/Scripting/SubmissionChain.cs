using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Notebook.Kernel.Scripting;

/// <summary>
/// The submissions of one kernel and their instances. A submission that compiled extends the chain when it declares something,
/// whatever becomes of it at run time; one that declares nothing leaves no trace. A cell that is run again unchanged runs the same
/// compiled submission in the same slot, when that means the same as appending it anew (docs/decisions/0002-submission-chain.md).
/// </summary>
internal sealed class SubmissionChain(SubmissionCompiler compiler)
{
    /// <summary>Cells whose last compilation is remembered; a notebook has tens of them, a hostile client any number.</summary>
    private const int MaxRemembered = 2_000;

    private readonly Dictionary<string, (string Code, ChainedSubmission Submission)> _lastBySource = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _declaredAt = new(StringComparer.Ordinal);

    /// <summary>Slot 0 is the compiler's, for an object whose members a script sees; the kernel has none.</summary>
    private object?[] _slots = new object?[64];

    /// <summary>Who declared what is in a slot.</summary>
    private readonly Dictionary<int, string> _sourceNames = [];

    private int _length = 1;
    private int _order;
    private int _lookupChangedAt;

    /// <summary>How many submissions have extended the chain.</summary>
    public int Length => _order;

    /// <summary>The variables that code can name now, in the order of their declaration.</summary>
    public IReadOnlyList<ScriptVariable> Variables
    {
        get
        {
            var variables = new OrderedDictionary<string, ScriptVariable>(StringComparer.Ordinal);
            for (var slot = 0; slot < _length; slot++)
            {
                if (_slots[slot] is not { } instance)
                    continue;
                // Fields with other names are the compiler's.
                foreach (var variable in instance.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public).Where(static variable => variable.Name[0] != '<'))
                {
                    variables.Remove(variable.Name);
                    variables.Add(variable.Name, new ScriptVariable(instance, variable, _sourceNames.GetValueOrDefault(slot, "")));
                }
            }

            return [.. variables.Values];
        }
    }

    /// <summary>Compiles a submission, or finds that it need not be.</summary>
    /// <param name="key">Names the text whose last compilation may do: a cell, or a part of one.</param>
    /// <param name="sourceName">Names the source in diagnostics and stack frames.</param>
    /// <param name="code">C#.</param>
    /// <param name="cancellationToken">Stops the compiler.</param>
    /// <returns>The execution to start, or the compiler's errors.</returns>
    /// <exception cref="OperationCanceledException">It was stopped while compiling; nothing has changed.</exception>
    public (PreparedSubmission? Submission, ImmutableArray<Diagnostic> Errors) Prepare(string key, string sourceName, string code, CancellationToken cancellationToken)
    {
        if (_lastBySource.TryGetValue(key, out var last) && last.Code == code && MeansTheSame(last.Submission))
            return (Instance(last.Submission), []);

        var (compiled, errors) = compiler.Compile(sourceName, code, cancellationToken);
        if (compiled is null)
            return (null, errors);

        var submission = Append(compiled);
        if (_lastBySource.Count >= MaxRemembered)
            _lastBySource.Clear();
        _lastBySource[key] = (code, submission);
        return (Instance(submission), []);
    }

    /// <summary>Makes an execution's instance the one that later submissions see, once it has started, however it ended.</summary>
    public void Adopt(PreparedSubmission submission)
    {
        if (submission is not { IsInChain: true, Instance: { } instance })
            return;
        _slots[submission.Slot] = instance;
        _sourceNames[submission.Slot] = submission.SourceName;
    }

    private ChainedSubmission Append(CompiledSubmission compiled)
    {
        var slot = _length;
        if (compiled.Facts.ExtendsChain)
        {
            compiler.Extend(compiled);
            _order++;
            foreach (var name in compiled.Facts.Declares)
                _declaredAt[name] = _order;
            if (compiled.Facts.ChangesLookup)
                _lookupChangedAt = _order;
            if (compiled.Factory is not null)
                _length++;
            if (_length >= _slots.Length)
                Array.Resize(ref _slots, _slots.Length * 2);
        }

        return new ChainedSubmission(compiled, slot, _order);
    }

    /// <summary>
    /// Whether a new instance in the old slot is the same as appending the code again: every name in it would still be found where it
    /// was found then, no later submission hides what it declares, and nothing in it outlives its instance.
    /// </summary>
    private bool MeansTheSame(ChainedSubmission submission)
    {
        var facts = submission.Compiled.Facts;
        return !facts.HasStaticState && !facts.HasDirectives && _lookupChangedAt <= submission.Order
            && facts.Mentions.All(name => _declaredAt.GetValueOrDefault(name) <= submission.Order)
            && facts.Declares.All(name => _declaredAt.GetValueOrDefault(name) <= submission.Order);
    }

    /// <summary>The code writes its instance into the array it is given: a copy, because another submission may have its slot by now.</summary>
    private PreparedSubmission Instance(ChainedSubmission submission)
    {
        var slots = new object?[submission.Slot + 1];
        Array.Copy(_slots, slots, submission.Slot);
        return new PreparedSubmission(submission.Compiled, slots);
    }
}
