namespace Notebook.Interactive.Formatting;

/// <summary>What sort of single value a text stands for.</summary>
internal enum ScalarKind
{
    Null,
    Text,
    Number,
    Boolean,
    Date,

    /// <summary>JSON text.</summary>
    Json,

    /// <summary>Anything else that is one line of text: an enum, a type, a GUID.</summary>
    Other,

    /// <summary>What was thrown instead of a value.</summary>
    Error,
}
