using System.Collections.Immutable;
using Notebook.Protocol;
using Notebook.Web.Kernels;

namespace Notebook.Web.Secrets;

/// <summary>Starts kernels that get secrets with every submission, and whose events are rid of them before anybody sees or stores them.</summary>
/// <param name="inner">Starts the kernel.</param>
/// <param name="secrets">The secrets as they are now of what a kernel was started for.</param>
internal sealed class SecretLauncher(IKernelLauncher inner, Func<KernelLaunchOptions, CancellationToken, ValueTask<ImmutableArray<SecretValue>>> secrets) : IKernelLauncher
{
    public async Task<IKernel> LaunchAsync(KernelLaunchOptions options, CancellationToken cancellationToken) =>
        new SecretKernel(await inner.LaunchAsync(options, cancellationToken), stop => secrets(options, stop));
}
