namespace Notebook.Kernel.Directives;

/// <summary>What directives leave behind for later ones, for the life of the kernel.</summary>
internal sealed class DirectiveMemory
{
    /// <summary>What <c>#!value</c> keeps, by name.</summary>
    public Dictionary<string, string> Values { get; } = new(StringComparer.Ordinal);

    /// <summary>Names that <c>#!connect</c> would have given to languages. Text in them is left out like that in any language that does not run.</summary>
    public HashSet<string> Unreached { get; } = new(StringComparer.Ordinal);
}
