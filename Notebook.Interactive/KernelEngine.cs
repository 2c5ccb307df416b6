namespace Notebook.Interactive;

/// <summary>Finds the kernel that the calling code runs in.</summary>
internal static class KernelEngine
{
    /// <exception cref="InvalidOperationException">The code runs in no kernel, as in a program that uses this library on its own.</exception>
    public static IKernelEngine Current => (KernelOutputs.Current as IEngineSink)?.Engine
        ?? throw new InvalidOperationException("This needs a running cell of a notebook, and the code runs in none.");
}
