namespace Microsoft.DotNet.Interactive.Directives;

/// <summary>A line of a cell that begins with <c>#!</c> and a name.</summary>
public abstract class KernelDirective
{
    private protected KernelDirective(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!name.StartsWith("#!", StringComparison.Ordinal) || name.Length == 2 || name.Any(char.IsWhiteSpace))
            throw new ArgumentException($"“{name}” can't be a directive's name: it begins with #! and has no spaces, as in #!greet.", nameof(name));
        Name = name;
    }

    /// <summary>With <c>#!</c>.</summary>
    public string Name { get; }

    /// <summary>What it does, for <c>#!lsmagic</c>.</summary>
    public string? Description { get; set; }

    /// <summary>Whether <c>#!lsmagic</c> leaves it out.</summary>
    public bool Hidden { get; set; }

    /// <summary>Its parameters.</summary>
    public ICollection<KernelDirectiveParameter> Parameters { get; } = [];

    /// <inheritdoc/>
    public override string ToString() => Name;
}
