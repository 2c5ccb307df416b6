namespace Notebook.Web.Kernels;

/// <summary>Starts kernels that are nobody's yet, and makes them a notebook's.</summary>
public interface IWarmStart
{
    /// <summary>Starts a kernel in a folder of its own.</summary>
    /// <param name="options">What it gets; its folder is not used yet.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="KernelLaunchException">It did not start.</exception>
    Task<IKernel> StartAheadAsync(KernelLaunchOptions options, CancellationToken cancellationToken);

    /// <summary>Makes the kernel's folder the notebook's, with everything that is in it.</summary>
    /// <exception cref="IOException">That could not be done. The notebook's files are all there; the kernel can't be used.</exception>
    Task HandOverAsync(IKernel kernel, KernelLaunchOptions options);
}
