using System.Runtime.CompilerServices;

namespace Notebook.Tests;

/// <summary>A test in a real browser.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        Skip = Capability.ChromiumIsMissing;
        SkipType = typeof(Capability);
        SkipUnless = nameof(Capability.HasChromium);
    }
}
