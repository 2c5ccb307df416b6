namespace Notebook.Web.Accounts.Transport;

/// <summary>A setting about HTTPS or proxies that the server can't start with; the message is a sentence for the operator.</summary>
public sealed class TransportSettingsException(string message, Exception? innerException = null) : Exception(message, innerException);
