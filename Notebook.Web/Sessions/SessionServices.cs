using Microsoft.Extensions.DependencyInjection.Extensions;
using Notebook.Web.Kernels;

namespace Notebook.Web.Sessions;

public static class SessionServices
{
    /// <summary>Adds <see cref="INotebookSessions"/> and <see cref="NotebookList"/>. Needs storage and an <see cref="Kernels.IKernelLauncher"/> and an <see cref="Packages.IPackageRestorer"/>.</summary>
    public static IServiceCollection AddSessions(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<SessionOptions>().BindConfiguration(SessionOptions.Section).Configure<KernelOptions>(static (options, kernels) =>
        {
            options.IdleTime = TimeSpan.FromMinutes(kernels.IdleMinutes);
            options.Countdown = TimeSpan.FromMinutes(Math.Min(kernels.CountdownMinutes, kernels.IdleMinutes));
        });
        services.AddSingleton<INotebookSessions, NotebookSessions>();
        services.AddSingleton<NotebookList>();
        services.AddHostedService<TrashSweep>();
        return services;
    }
}
