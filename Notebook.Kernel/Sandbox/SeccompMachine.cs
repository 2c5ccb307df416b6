namespace Notebook.Kernel.Sandbox;

/// <summary>The machines whose system calls are known. The values are Linux's AUDIT_ARCH constants.</summary>
internal enum SeccompMachine : uint
{
    X64 = 0xC000003E,
    Arm64 = 0xC00000B7,
}
