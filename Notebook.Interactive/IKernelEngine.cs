using System.Diagnostics.CodeAnalysis;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Notebook.Interactive.Queries;

namespace Notebook.Interactive;

/// <summary>What code can ask of the kernel that runs it.</summary>
internal interface IKernelEngine
{
    /// <summary>Cancelled when the running submission is stopped.</summary>
    CancellationToken Stopped { get; }

    /// <summary>Runs text in a language as a part of the running submission.</summary>
    Task<KernelCommandResult> RunAsync(SubmitCode command, string language);

    /// <summary>Reads a variable of the notebook.</summary>
    bool TryGetValue(string name, [MaybeNullWhen(false)] out object? value);

    /// <summary>The names of the variables that code can use now.</summary>
    IReadOnlyList<string> VariableNames { get; }

    /// <summary>The kernel's database.</summary>
    SqlDatabase Database { get; }
}
