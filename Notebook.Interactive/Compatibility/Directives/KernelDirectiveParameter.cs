namespace Microsoft.DotNet.Interactive.Directives;

/// <summary>A parameter of a directive of the notebook's own.</summary>
public sealed class KernelDirectiveParameter(string name, string? description = null)
{
    /// <summary>With its dashes, such as <c>--name</c>.</summary>
    public string Name => name;

    /// <summary>What it is for.</summary>
    public string Description { get; init; } = description ?? "";

    /// <summary>Whether a value without a name before it is this parameter's.</summary>
    public bool AllowImplicitName { get; init; }

    /// <summary>How often it may stand there.</summary>
    public int MaxOccurrences { get; init; } = 1;

    /// <summary>Whether it must stand there.</summary>
    public bool Required { get; init; }

    /// <summary>Whether it has no value.</summary>
    public bool Flag { get; init; }

    /// <summary>What kind of value it takes.</summary>
    public string TypeHint { get; init; } = "text";

    /// <inheritdoc/>
    public override string ToString() => name;
}
