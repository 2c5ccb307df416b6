namespace Notebook.Protocol;

/// <summary>That a submission read an input's value.</summary>
/// <param name="InputId">The input.</param>
/// <param name="Revision">The lowest revision that it read; 0 for the value that the input began with.</param>
public sealed record InputRead(string InputId, long Revision)
{
    /// <summary>Reads that one submission tells about.</summary>
    public const int MaxReads = 200;

    public const int MaxIdChars = 400;
}
