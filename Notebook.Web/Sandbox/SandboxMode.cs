namespace Notebook.Web.Sandbox;

/// <summary>How much isolation a kernel must have to be started.</summary>
public enum SandboxMode
{
    /// <summary>Kernels start only behind layers that hold against hostile code; otherwise not at all.</summary>
    Required,

    /// <summary>The best there is on this machine; the page says what is missing.</summary>
    Auto,

    /// <summary>No isolation. Not in Production.</summary>
    Off,
}
