namespace Notebook.Web.Language;

/// <summary>Starts language processes.</summary>
internal interface ILanguageProcessLauncher
{
    /// <summary>Starts one and completes its handshake.</summary>
    /// <exception cref="Kernels.KernelLaunchException">It did not start; the message says why in plain words.</exception>
    Task<ILanguageProcess> LaunchAsync(CancellationToken cancellationToken);
}
