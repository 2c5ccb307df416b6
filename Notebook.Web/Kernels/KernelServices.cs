using Notebook.Web.Packages;
using Notebook.Web.Sandbox;
using Notebook.Web.Storage;

namespace Notebook.Web.Kernels;

public static class KernelServices
{
    /// <summary>
    /// Adds <see cref="ServerKernelLauncher"/>: kernels are processes of this machine, admitted by its memory, some of them warm. Needs
    /// <see cref="SandboxServices.AddSandbox"/> and an <see cref="IPackageRestorer"/>.
    /// </summary>
    /// <exception cref="KernelSettingsException">A setting makes no sense.</exception>
    public static IServiceCollection AddKernels(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(Bind(configuration));
        services.AddSingleton<IMachineMemory, MachineMemory>(static _ => new MachineMemory());
        services.AddSingleton<KernelAdmission>();
        services.AddRecords(DatabaseSchema.KernelBudgets, static budget => budget.Id, StorageJson.Compact.KernelBudget);
        services.AddSingleton<KernelBudgets>();
        services.AddSingleton<KernelTerms>();
        services.AddSingleton<KernelStarts>();
        services.AddSingleton<KernelOverview>();
        services.AddSingleton(static provider =>
            new ProcessKernelLauncher(KernelExecutable.Beside, provider.GetRequiredService<KernelSandbox>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IWarmStart>(static provider => provider.GetRequiredService<ProcessKernelLauncher>());
        services.AddSingleton<WarmKernels>();
        services.AddHostedService(static provider => provider.GetRequiredService<WarmKernels>());
        services.AddHostedService<MemoryGuard>();
        services.AddSingleton(static provider => new ServerKernelLauncher(
            provider.GetRequiredService<ProcessKernelLauncher>(), provider.GetRequiredService<IWarmStart>(), provider.GetRequiredService<WarmKernels>(),
            provider.GetRequiredService<KernelAdmission>(), provider.GetRequiredService<KernelStarts>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<ServerKernelLauncher>>()));
        return services;
    }

    private static KernelOptions Bind(IConfiguration configuration)
    {
        try
        {
            var options = configuration.GetSection(KernelOptions.Section).Get<KernelOptions>() ?? new();
            options.Check();
            return options;
        }
        catch (InvalidOperationException exception)
        {
            throw new KernelSettingsException($"A setting of Kernels: can't be read. {exception.Message} docs/operating.md lists them.", exception);
        }
    }
}
