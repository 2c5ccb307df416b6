namespace Notebook.Web.Kernels;

public static class KernelServices
{
    /// <summary>Adds <see cref="IKernelLauncher"/>: kernels are processes of this machine.</summary>
    public static IServiceCollection AddKernels(this IServiceCollection services)
    {
        services.AddSingleton<IKernelLauncher>(static provider => new ProcessKernelLauncher(KernelExecutable.Beside, provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
