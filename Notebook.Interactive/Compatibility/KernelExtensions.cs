using Microsoft.DotNet.Interactive.Commands;

namespace Microsoft.DotNet.Interactive;

/// <summary>What notebooks do with kernels.</summary>
public static class KernelExtensions
{
    /// <summary>The kernel of a language, by its name or an alias such as <c>js</c>; null when there is none.</summary>
    public static Kernel? FindKernelByName(this Kernel kernel, string name)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(name);
        return Kernel.Root.Find(name);
    }

    /// <summary>The kernels of which something is true.</summary>
    public static IEnumerable<Kernel> FindKernels(this Kernel kernel, Func<Kernel, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(predicate);
        return Kernel.Root.Where(predicate);
    }

    /// <summary>Runs code as a part of the running cell: what it declares is there for later cells.</summary>
    /// <example><code>await Kernel.Root.SubmitCodeAsync("var answer = 42;");</code></example>
    public static Task<KernelCommandResult> SubmitCodeAsync(this Kernel kernel, string code)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        return kernel.SendAsync(new SubmitCode(code));
    }

    /// <summary>Calls something for each kernel below this one.</summary>
    public static void VisitSubkernels(this Kernel kernel, Action<Kernel> onVisit, bool recursive = false)
    {
        ArgumentNullException.ThrowIfNull(onVisit);
        if (kernel is not CompositeKernel composite)
            return;
        foreach (var child in composite)
            onVisit(child);
    }

    /// <summary>Calls something for this kernel and for each below it.</summary>
    public static void VisitSubkernelsAndSelf(this Kernel kernel, Action<Kernel> onVisit, bool recursive = false)
    {
        ArgumentNullException.ThrowIfNull(onVisit);
        onVisit(kernel);
        kernel.VisitSubkernels(onVisit, recursive);
    }
}
