using System.Runtime.CompilerServices;

namespace Notebook.Tests;

/// <summary>A test in a real browser, with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumTheoryAttribute : TheoryAttribute
{
    public ChromiumTheoryAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        Skip = Capability.ChromiumIsMissing;
        SkipType = typeof(Capability);
        SkipUnless = nameof(Capability.HasChromium);
    }
}
