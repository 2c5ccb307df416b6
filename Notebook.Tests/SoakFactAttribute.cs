using System.Runtime.CompilerServices;

namespace Notebook.Tests;

/// <summary>A test that is only in the long run, <c>./test.sh --soak</c>; otherwise the runner counts it as not run.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SoakFactAttribute : FactAttribute
{
    public SoakFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => Explicit = !Capability.IsSoak;
}
