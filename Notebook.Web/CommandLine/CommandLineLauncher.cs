using Notebook.Web.Kernels;
using Notebook.Web.Sandbox;

namespace Notebook.Web.CommandLine;

/// <summary>Starts the kernels of commands: with the server's settings, but without its data folder. Ends them when it is disposed.</summary>
internal sealed class CommandLineLauncher : IKernelLauncher, IDisposable
{
    private readonly Lazy<KernelSandbox> _sandbox = new(static () => new KernelSandbox(KernelExecutable.Beside, Environment(), TimeProvider.System));

    public Task<IKernel> LaunchAsync(KernelLaunchOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return new ProcessKernelLauncher(KernelExecutable.Beside, _sandbox.Value, TimeProvider.System).LaunchAsync(options, cancellationToken);
        }
        catch (SandboxSettingsException exception)
        {
            throw new KernelLaunchException(exception.Message, exception);
        }
    }

    public void Dispose()
    {
        if (_sandbox.IsValueCreated)
            _sandbox.Value.Dispose();
    }

    private static SandboxEnvironment Environment() => SandboxEnvironment.From(
        CommandConfiguration.Read(), string.Equals(CommandConfiguration.EnvironmentName, Environments.Production, StringComparison.OrdinalIgnoreCase), data: null);
}
