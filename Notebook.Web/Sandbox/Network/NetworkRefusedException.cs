namespace Notebook.Web.Sandbox.Network;

/// <summary>A cell gets no such connection; the message is a sentence for people.</summary>
public sealed class NetworkRefusedException(string message, Exception? innerException = null) : Exception(message, innerException);
