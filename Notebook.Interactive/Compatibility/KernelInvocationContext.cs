using Notebook.Interactive;
using Notebook.Interactive.Formatting;

namespace Microsoft.DotNet.Interactive;

/// <summary>The running submission, for notebooks that display through it.</summary>
public sealed class KernelInvocationContext
{
    private KernelInvocationContext()
    {
    }

    /// <summary>The one there is: where its displays go is decided when they are made.</summary>
    public static KernelInvocationContext Current { get; } = new();

#pragma warning disable CA1822 // Instance members, because existing notebooks call them on Current.
    /// <summary>Shows a value now.</summary>
    public DisplayedValue Display(object? value, params string[] mimeTypes) => DisplayHandle.Show(ValueFormatter.Format(value, mimeTypes));

    /// <summary>Shows text as what it is: Markdown, HTML, SVG, …</summary>
    public DisplayedValue DisplayAs(string value, string mimeType) => value.DisplayAs(mimeType);
#pragma warning restore CA1822
}
