namespace Notebook.Web.Files;

/// <summary>A file in a notebook's folder is not what it seems, and was not opened; the message is a sentence for people.</summary>
public sealed class UnsafeFileException(string message) : IOException(message);
