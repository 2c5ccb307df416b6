namespace Notebook.Protocol.Language;

/// <summary>Bounds of what the language process is told and tells, which both sides keep.</summary>
public static class LanguageLimits
{
    /// <summary>The longest text of a cell that is looked at, in UTF-16 code units; a longer one is taken for empty.</summary>
    public const int MaxCellChars = 256 * 1024;

    /// <summary>The longest text of all cells together, in UTF-16 code units. Cells beyond it are taken for empty.</summary>
    public const int MaxNotebookChars = 4 * 1024 * 1024;

    /// <summary>Bytes of one file that cells load, import or reference.</summary>
    public const int MaxFileBytes = 2 * 1024 * 1024;

    /// <summary>Bytes of all such files of a notebook. As base64 they fit one frame.</summary>
    public const int MaxFilesBytes = 8 * 1024 * 1024;

    public const int MaxFiles = 50;

    /// <summary>How many completions one answer holds.</summary>
    public const int MaxItems = 400;

    /// <summary>How many messages of the compiler are told of one cell.</summary>
    public const int MaxDiagnostics = 100;

    /// <summary>How many names of a cell are told, of those it defines and of those it uses.</summary>
    public const int MaxNames = 500;

    public const int MaxFixes = 12;

    public const int MaxSignatures = 20;

    /// <summary>The longest documentation, in UTF-16 code units.</summary>
    public const int MaxDocumentationChars = 4_000;

    /// <summary>The longest name, label or title, in UTF-16 code units.</summary>
    public const int MaxWordChars = 500;

    /// <summary>The longest message of a diagnostic, in UTF-16 code units.</summary>
    public const int MaxMessageChars = 2_000;
}
