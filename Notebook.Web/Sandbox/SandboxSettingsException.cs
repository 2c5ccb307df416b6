namespace Notebook.Web.Sandbox;

/// <summary>Settings that the server or a command can't start with; the message is a sentence for the person who runs it.</summary>
public sealed class SandboxSettingsException(string message, Exception? innerException = null) : Exception(message, innerException);
