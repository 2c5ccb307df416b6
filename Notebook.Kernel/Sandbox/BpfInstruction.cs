using System.Runtime.InteropServices;

namespace Notebook.Kernel.Sandbox;

/// <summary>One instruction of a classic BPF program, as the system takes it (<c>struct sock_filter</c>).</summary>
/// <param name="Code">What it does.</param>
/// <param name="IfTrue">Instructions to skip when a comparison holds.</param>
/// <param name="IfFalse">Instructions to skip when it does not.</param>
/// <param name="Value">The operand.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct BpfInstruction(ushort Code, byte IfTrue, byte IfFalse, uint Value)
{
    /// <summary>Loads the 32-bit word at an offset.</summary>
    public const ushort LoadWord = 0x20;

    /// <summary>Jumps by whether the loaded word equals the operand.</summary>
    public const ushort JumpIfEqual = 0x15;

    /// <summary>Jumps by whether it is greater.</summary>
    public const ushort JumpIfGreater = 0x25;

    /// <summary>Jumps by whether it is greater or equal.</summary>
    public const ushort JumpIfGreaterOrEqual = 0x35;

    /// <summary>Jumps by whether it has a bit of the operand.</summary>
    public const ushort JumpIfAnyBit = 0x45;

    /// <summary>Keeps only the bits of the operand.</summary>
    public const ushort And = 0x54;

    /// <summary>Ends with the operand as the answer.</summary>
    public const ushort Return = 0x06;
}
