using Notebook.Web.Kernels;
using Notebook.Web.Sandbox;

namespace Notebook.Web.Files;

public static class FileServices
{
    /// <summary>
    /// Adds <see cref="NotebookAreas"/> and what looks into files. Needs the data folder, kernels and the sandbox, which holds a folder to
    /// the same quota.
    /// </summary>
    public static IServiceCollection AddFiles(this IServiceCollection services) => services
        .AddSingleton(static provider => FileSettings.From(provider.GetRequiredService<SandboxEnvironment>()))
        .AddSingleton<NotebookAreas>()
        .AddSingleton(static provider => new SandboxedPreview(provider.GetRequiredService<ProcessKernelLauncher>().StartApartAsync, provider.GetRequiredService<TimeProvider>()));
}
