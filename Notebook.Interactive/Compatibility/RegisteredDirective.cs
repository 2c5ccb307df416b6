using Microsoft.DotNet.Interactive.Directives;

namespace Microsoft.DotNet.Interactive;

/// <summary>A directive of the notebook's own, with what it does.</summary>
/// <param name="Directive">Its name and parameters.</param>
/// <param name="Invoke">Takes the parameters of a line, without dashes; a flag's value is null.</param>
internal sealed record RegisteredDirective(KernelActionDirective Directive, Func<IReadOnlyDictionary<string, string?>, KernelInvocationContext, Task> Invoke);
