using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Formatting;

namespace Microsoft.DotNet.Interactive.Events;

/// <summary>Text went to standard error.</summary>
public sealed class StandardErrorValueProduced(KernelCommand command, IReadOnlyCollection<FormattedValue>? formattedValues = null)
    : DisplayEvent(null, command, formattedValues, null)
{
    internal override void Show() => Console.Error.Write(string.Concat(FormattedValues.Select(static form => form.Value)));
}
