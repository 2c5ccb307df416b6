namespace Notebook.Interactive;

/// <summary>What code names without saying where it is from: every cell imports its members.</summary>
public static class ThisNotebook
{
    /// <inheritdoc cref="NotebookSecrets"/>
    public static NotebookSecrets Secrets { get; } = new();
}
