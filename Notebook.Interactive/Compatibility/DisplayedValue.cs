using Notebook.Interactive;

namespace Microsoft.DotNet.Interactive;

/// <summary>What <see cref="Kernel.display"/> returns: a value on the page that can be replaced in place.</summary>
public sealed class DisplayedValue : IShownAlready
{
    private readonly DisplayHandle _handle;

    private DisplayedValue(DisplayHandle handle) => _handle = handle;

    /// <summary>The name of the value on the page.</summary>
    public string DisplayId => _handle.Id;

    /// <summary>Replaces what is shown.</summary>
    public void Update(object? updatedValue) => _handle.Update(updatedValue);

    /// <summary>Any handle is a displayed value, so that <c>DisplayedValue shown = x.Display();</c> compiles.</summary>
    public static implicit operator DisplayedValue(DisplayHandle handle) => new(handle);
}
