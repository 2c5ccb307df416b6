using System.Collections.Immutable;
using Notebook.Protocol;

namespace Notebook.Kernel.Scripting;

/// <summary>One execution of a submission, ready to start.</summary>
internal sealed class PreparedSubmission(CompiledSubmission compiled, object?[] slots)
{
    /// <summary>Whether there is a value to show when the task has completed.</summary>
    public bool HasResult => compiled.HasResult;

    /// <summary>What the compiler noticed about the code.</summary>
    public ImmutableArray<SourceDiagnostic> Warnings => compiled.Warnings;

    /// <summary>Whether later submissions can name what it declares.</summary>
    public bool IsInChain => compiled.Facts.ExtendsChain && compiled.Factory is not null;

    /// <summary>The <see cref="Submit.SourceName"/> it runs for; empty for code that other code submits.</summary>
    public string SourceName { get; set; } = "";

    /// <summary>The slot that its instance takes.</summary>
    public int Slot => slots.Length - 1;

    /// <summary>The instance that holds its variables, once it has started.</summary>
    public object? Instance => slots[^1];

    /// <summary>Runs the code: until it ends or first awaits on the calling thread.</summary>
    public Task<object?> StartAsync() => compiled.Factory is { } factory ? factory(slots) : Task.FromResult<object?>(null);
}
