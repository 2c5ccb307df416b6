namespace Notebook.Web.Files;

/// <summary>Something can't be done with a folder's files; the message is a sentence for people.</summary>
public sealed class FolderException(string message) : IOException(message);
