namespace Microsoft.DotNet.Interactive.Commands;

/// <summary>Something to do for a kernel.</summary>
public abstract class KernelCommand
{
    /// <param name="targetKernelName">Whose language it is for; null for the one it is sent to.</param>
    protected KernelCommand(string? targetKernelName = null) => TargetKernelName = targetKernelName;

    /// <summary>Whose language it is for; null for the one it is sent to.</summary>
    public string? TargetKernelName { get; }

    /// <summary>Whether it is a command with a deed of its own.</summary>
    internal bool ActsByItself => GetType().GetMethod(nameof(InvokeAsync), [typeof(KernelInvocationContext)])!.DeclaringType != typeof(KernelCommand);

    /// <summary>Does what the notebook's own command does.</summary>
    /// <exception cref="NotSupportedException">It does nothing of its own, and no kernel here knows it.</exception>
    public virtual Task InvokeAsync(KernelInvocationContext context) =>
        throw new NotSupportedException($"No kernel here takes {GetType().Name}. SubmitCode and DisplayValue are taken.");
}
