namespace Notebook.Web.Storage;

/// <summary>The store could not keep or read something: a full disk, a damaged file. The message is a sentence for people.</summary>
public sealed class StoreException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>The errno of a full disk, which is what .NET's exception carries on Unix, and its code on Windows.</summary>
    private const int NoSpace = 28;

    private const int NoSpaceOnWindows = unchecked((int)0x80070070);

    internal static StoreException NotKept(Exception exception) => new(
        exception is IOException { HResult: NoSpace or NoSpaceOnWindows }
            ? "The server's disk is full, so this could not be saved. What was saved before is safe. Free some space, then try again."
            : $"This could not be saved: {exception.Message} What was saved before is safe.",
        exception);

    internal static StoreException NotRead(Exception exception) => new($"The server could not read its data: {exception.Message}", exception);
}
