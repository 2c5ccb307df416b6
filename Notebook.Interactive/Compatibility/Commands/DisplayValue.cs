using Microsoft.DotNet.Interactive.Formatting;

namespace Microsoft.DotNet.Interactive.Commands;

/// <summary>Shows a value that is text of some kind already.</summary>
public sealed class DisplayValue(FormattedValue formattedValue, string? valueId = null, string? targetKernelName = null) : KernelCommand(targetKernelName)
{
    /// <summary>What is shown.</summary>
    public FormattedValue FormattedValue => formattedValue;

    /// <summary>Names it.</summary>
    public string? ValueId => valueId;

    internal void Show() => formattedValue.Value.DisplayAs(formattedValue.MimeType);
}
