using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;
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
    /// <summary>The language of the code that runs.</summary>
    public Kernel HandlingKernel => Kernel.Current;

    /// <summary>Cancelled when the submission is stopped.</summary>
    public CancellationToken CancellationToken => KernelEngine.Current.Stopped;

    /// <summary>Shows a value now.</summary>
    public DisplayedValue Display(object? value, params string[] mimeTypes) => DisplayHandle.Show(ValueFormatter.Format(value, mimeTypes));

    /// <summary>Shows text as what it is: Markdown, HTML, SVG, …</summary>
    public DisplayedValue DisplayAs(string value, string mimeType) => value.DisplayAs(mimeType);

    /// <summary>Prints to standard output.</summary>
    public void DisplayStandardOut(string output, KernelCommand? command = null) => Console.Out.Write(output);

    /// <summary>Prints to standard error.</summary>
    public void DisplayStandardError(string error, KernelCommand? command = null) => Console.Error.Write(error);

    /// <summary>Shows what an event carries.</summary>
    public void Publish(KernelEvent @event)
    {
        ArgumentNullException.ThrowIfNull(@event);
        @event.Show();
    }

    /// <summary>Ends the command as failed.</summary>
    /// <exception cref="InvalidOperationException">Always, unless <paramref name="exception"/> is thrown instead.</exception>
    public void Fail(KernelCommand command, Exception? exception = null, string? message = null) =>
        throw exception ?? new InvalidOperationException(message ?? "The command failed.");

    /// <summary>Says that the command is done, which it is when its code ends.</summary>
    public void Complete(KernelCommand command) => ArgumentNullException.ThrowIfNull(command);
#pragma warning restore CA1822
}
