using Microsoft.DotNet.Interactive.Commands;

namespace Microsoft.DotNet.Interactive;

/// <summary>What a directive of the notebook's own does.</summary>
public delegate Task KernelCommandInvocation(KernelCommand command, KernelInvocationContext context);
