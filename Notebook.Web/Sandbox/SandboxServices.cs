using Notebook.Web.Kernels;
using Notebook.Web.Sandbox.Spawning;
using Notebook.Web.Storage;

namespace Notebook.Web.Sandbox;

public static class SandboxServices
{
    /// <summary>Adds the <see cref="KernelSandbox"/>, which is probed when the server starts, and the address <c>/health</c>'s facts.</summary>
    public static IServiceCollection AddSandbox(this IServiceCollection services, SandboxEnvironment environment)
    {
        services.AddSingleton(environment);
        services.AddSingleton(provider => provider.GetRequiredService<DataFolder>() is var data && RemoteStart.OfThisProcess(data) is { } root
            ? new KernelSandbox(root, environment, provider.GetRequiredService<TimeProvider>())
            : new KernelSandbox(KernelExecutable.Beside, environment, provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService<SandboxAnnouncement>();
        return services;
    }
}
