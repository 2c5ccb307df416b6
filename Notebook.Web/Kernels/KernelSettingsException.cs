namespace Notebook.Web.Kernels;

/// <summary>A setting of <c>Kernels:</c> makes no sense; the message is for the person who runs the server.</summary>
public sealed class KernelSettingsException(string message, Exception? innerException = null) : Exception(message, innerException);
