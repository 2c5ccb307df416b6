using Notebook.Web.Sandbox;

namespace Notebook.Web.Kernels;

public static class KernelServices
{
    /// <summary>Adds <see cref="IKernelLauncher"/>: kernels are processes of this machine. Needs <see cref="SandboxServices.AddSandbox"/>.</summary>
    public static IServiceCollection AddKernels(this IServiceCollection services)
    {
        services.AddSingleton<IKernelLauncher>(static provider =>
            new ProcessKernelLauncher(KernelExecutable.Beside, provider.GetRequiredService<KernelSandbox>(), provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
