namespace Notebook.Web.Sandbox;

/// <summary>What is put around a kernel.</summary>
[Flags]
public enum SandboxLayers
{
    None = 0,

    /// <summary>bubblewrap's namespaces: files, processes and network of the kernel's own.</summary>
    Bubblewrap = 1,

    /// <summary>A user id that no other kernel has.</summary>
    UserId = 2,

    /// <summary>Resource limits, <c>no_new_privs</c>, no capabilities.</summary>
    Limits = 4,

    /// <summary>Files by path.</summary>
    Landlock = 8,

    /// <summary>The filter of system calls.</summary>
    Seccomp = 16,
}
