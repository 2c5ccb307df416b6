namespace Microsoft.DotNet.Interactive.Commands;

/// <summary>Runs code.</summary>
public sealed class SubmitCode(string code, string? targetKernelName = null) : KernelCommand(targetKernelName)
{
    /// <summary>The code.</summary>
    public string Code => code;

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(SubmitCode)}: {code}";
}
