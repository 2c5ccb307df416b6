namespace Notebook.Web.Sandbox;

/// <summary>The settings of <c>Sandbox:</c>, as docs/sandbox.md explains them.</summary>
public sealed class SandboxOptions
{
    public const string Section = "Sandbox";

    /// <summary>Null: <see cref="SandboxMode.Required"/> in Production, <see cref="SandboxMode.Auto"/> elsewhere.</summary>
    public SandboxMode? Mode { get; set; }

    /// <summary>Whether bubblewrap's namespaces are tried. False behaves as a container without user namespaces does.</summary>
    public bool Bubblewrap { get; set; } = true;

    /// <summary>Whether kernels get user ids of their own when the server is root.</summary>
    public bool UserIds { get; set; } = true;

    /// <summary>Whether Landlock is tried. For finding out what a machine without it does.</summary>
    public bool Landlock { get; set; } = true;

    /// <summary>Whether the filter of system calls is used. For finding out; without it nothing is ever isolated enough.</summary>
    public bool Seccomp { get; set; } = true;

    /// <summary>The first of 40,000 user ids that kernels get; no account of the machine may have one of them.</summary>
    public int FirstUserId { get; set; } = 20_000;

    /// <summary>The user id of the server when it is started as root: a small process stays root and starts kernels for it. 0: the server stays root.</summary>
    public int ServerUserId { get; set; }

    /// <summary>The hosts that cells may reach over HTTP; empty for no network. See <see cref="Network.AllowedHosts"/>.</summary>
    public IList<string> AllowedHosts { get; } = [];

    public KernelLimits Limits { get; set; } = new();
}
