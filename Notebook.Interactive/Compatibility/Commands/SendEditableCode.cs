namespace Microsoft.DotNet.Interactive.Commands;

/// <summary>Asked an editor for a new cell. Code here can't change its own notebook, so the text is shown instead.</summary>
public sealed class SendEditableCode(string kernelName, string code, string? targetKernelName = null) : KernelCommand(targetKernelName)
{
    /// <summary>The language of the cell.</summary>
    public string KernelName => kernelName;

    /// <summary>The text of the cell.</summary>
    public string Code => code;

    /// <inheritdoc/>
    public override Task InvokeAsync(KernelInvocationContext context)
    {
        $"```{kernelName}\n{code}\n```".DisplayAs(Notebook.Protocol.MimeTypes.Markdown);
        return Task.CompletedTask;
    }
}
