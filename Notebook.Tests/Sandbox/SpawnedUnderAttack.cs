using Notebook.Tests.Sandbox.Spawning;
using Notebook.Web.Sandbox;

namespace Notebook.Tests.Sandbox;

/// <summary>Kernels that a root process starts at a server's request, as in the container.</summary>
public sealed class SpawnedUnderAttack() : SandboxUnderAttack(new SandboxOptions { Bubblewrap = false })
{
    public override string? Missing => Capability.IsRoot ? null : "Only root starts kernels for others.";

    protected override KernelSandbox Open(SandboxEnvironment environment) => new TestRootProcess(environment).OpenSandbox();
}
