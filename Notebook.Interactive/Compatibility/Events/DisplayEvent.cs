using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Formatting;

namespace Microsoft.DotNet.Interactive.Events;

/// <summary>A command had something to show.</summary>
public abstract class DisplayEvent : KernelEvent
{
    private protected DisplayEvent(object? value, KernelCommand command, IReadOnlyCollection<FormattedValue>? formattedValues, string? valueId)
        : base(command) => (Value, FormattedValues, ValueId) = (value, formattedValues ?? [], valueId);

    /// <summary>The value.</summary>
    public object? Value { get; }

    /// <summary>The forms that it is shown in; none when they are made of the value.</summary>
    public IReadOnlyCollection<FormattedValue> FormattedValues { get; }

    /// <summary>Names it on the page.</summary>
    public string? ValueId { get; }

    internal override void Show()
    {
        if (FormattedValues.FirstOrDefault() is { } form)
            form.Value.DisplayAs(form.MimeType);
        else
            Value.Display();
    }
}
