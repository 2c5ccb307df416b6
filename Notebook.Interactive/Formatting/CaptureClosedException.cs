namespace Notebook.Interactive.Formatting;

/// <summary>Unwinds a capture whose time is up; never leaves this library.</summary>
internal sealed class CaptureClosedException : Exception;
