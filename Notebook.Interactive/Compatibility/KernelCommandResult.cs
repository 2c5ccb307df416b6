using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;

namespace Microsoft.DotNet.Interactive;

/// <summary>What became of a command.</summary>
public sealed class KernelCommandResult
{
    internal KernelCommandResult(KernelCommand command, IReadOnlyList<KernelEvent> events) => (Command, Events) = (command, events);

    /// <summary>The command.</summary>
    public KernelCommand Command { get; }

    /// <summary>The value that its code ended in, when there is one, and last whether it succeeded.</summary>
    public IReadOnlyList<KernelEvent> Events { get; }

    internal static KernelCommandResult Succeeded(KernelCommand command) => new(command, [new CommandSucceeded(command)]);
}
