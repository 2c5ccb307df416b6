namespace Notebook.Web.Formats;

/// <summary>Ends the reading of a file from wherever the fault was found. Caught in <see cref="NotebookReader"/>; never leaves this folder.</summary>
internal sealed class UnreadableNotebookException(string reason, Exception? innerException = null) : Exception(reason, innerException);
