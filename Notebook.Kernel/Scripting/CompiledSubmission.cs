using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Notebook.Protocol;

namespace Notebook.Kernel.Scripting;

/// <summary>A submission that is compiled and loaded; it can be instantiated any number of times.</summary>
internal sealed class CompiledSubmission
{
    public required SubmissionFacts Facts { get; init; }

    /// <summary>What the compiler noticed and did not object to.</summary>
    public ImmutableArray<SourceDiagnostic> Warnings { get; init; } = [];

    /// <summary>Its text, without files that it loads.</summary>
    public required SyntaxTree Tree { get; init; }

    /// <summary>What joins the chain; null when it adds nothing that later submissions could name, and once it has joined.</summary>
    public CSharpCompilation? Compilation { get; set; }

    /// <summary>Makes an instance, puts it into its slot of the array, and runs the code; null when there is no code.</summary>
    public Func<object?[], Task<object?>>? Factory { get; init; }

    /// <summary>Whether what the task returns is a value to show.</summary>
    public bool HasResult { get; init; }
}
