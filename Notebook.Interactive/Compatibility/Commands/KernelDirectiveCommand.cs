namespace Microsoft.DotNet.Interactive.Commands;

/// <summary>A line that called a directive of the notebook's own.</summary>
public sealed class KernelDirectiveCommand : KernelCommand
{
    internal KernelDirectiveCommand(string name, IReadOnlyDictionary<string, string?> values) => (DirectiveName, Values) = (name, values);

    /// <summary>The directive, such as <c>#!greet</c>.</summary>
    public string DirectiveName { get; }

    /// <summary>The line's parameters, without their dashes; null for a flag.</summary>
    public IReadOnlyDictionary<string, string?> Values { get; }
}
