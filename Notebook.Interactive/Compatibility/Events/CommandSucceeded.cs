using Microsoft.DotNet.Interactive.Commands;

namespace Microsoft.DotNet.Interactive.Events;

/// <summary>A command has ended well.</summary>
public sealed class CommandSucceeded(KernelCommand command) : KernelEvent(command);
