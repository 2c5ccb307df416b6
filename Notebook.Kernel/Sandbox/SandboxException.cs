using System.Globalization;

namespace Notebook.Kernel.Sandbox;

/// <summary>A layer could not be applied; the kernel must not start. The message is part of a sentence.</summary>
internal sealed class SandboxException(string message, int? error = null)
    : Exception(error is { } number ? string.Create(CultureInfo.InvariantCulture, $"{message} (error {number})") : message);
