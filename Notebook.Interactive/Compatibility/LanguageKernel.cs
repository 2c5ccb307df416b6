namespace Microsoft.DotNet.Interactive;

/// <summary>A language whose text is shown, or left out, and not run.</summary>
internal sealed class LanguageKernel(string name) : Kernel(name);
