namespace Notebook.Interactive.Formatting;

/// <summary>How the parts of a value belong together.</summary>
internal enum CompositeKind
{
    /// <summary>Named members.</summary>
    Object,

    /// <summary>Keys and values.</summary>
    Dictionary,

    /// <summary>Items in order.</summary>
    Sequence,
}
