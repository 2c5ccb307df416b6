namespace Notebook.Kernel.Sandbox;

/// <summary>A system call's numbers; null where that machine does not have it.</summary>
internal sealed record SystemCall(string Name, uint X64, uint? Arm64)
{
    public uint? NumberOn(SeccompMachine machine) => machine == SeccompMachine.X64 ? X64 : Arm64;
}
