using System.Runtime.CompilerServices;

namespace Notebook.Tests;

/// <summary>A test in a real browser.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        Skip = "Chromium is missing: install the package chromium, or set CHROMIUM to a browser's path.";
        SkipType = typeof(Capability);
        SkipUnless = nameof(Capability.HasChromium);
    }
}
