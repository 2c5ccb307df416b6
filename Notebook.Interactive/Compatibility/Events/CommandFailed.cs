using Microsoft.DotNet.Interactive.Commands;

namespace Microsoft.DotNet.Interactive.Events;

/// <summary>A command has failed.</summary>
public sealed class CommandFailed : KernelEvent
{
    /// <param name="exception">What its code threw; null when it did not compile.</param>
    /// <param name="command">The command.</param>
    /// <param name="message">Why, in a sentence.</param>
    public CommandFailed(Exception? exception, KernelCommand command, string? message = null)
        : base(command) => (Exception, Message) = (exception, message ?? exception?.Message ?? "");

    /// <summary>What its code threw; null when it did not compile.</summary>
    public Exception? Exception { get; }

    /// <summary>Why, in a sentence.</summary>
    public string Message { get; }
}
