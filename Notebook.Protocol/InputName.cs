namespace Notebook.Protocol;

/// <summary>What a question or an input is called on a command line.</summary>
public static class InputName
{
    /// <summary>The words without what a prompt ends in, which people leave out.</summary>
    public static string Of(string words) =>
        words.Trim().TrimEnd(':', '?', '>', ' ').Trim() is { Length: > 0 } name ? name : words.Trim();
}
