using System.Collections.Immutable;

namespace Notebook.Kernel.Sandbox;

/// <summary>Writes a seccomp program, one rule after another, each of which ends with an answer or leaves the call's number loaded.</summary>
internal sealed class BpfProgram(SeccompMachine machine)
{
    private const uint ArgumentsOffset = 16;
    private const uint ArgumentBytes = 8;

    private readonly ImmutableArray<BpfInstruction>.Builder _instructions = ImmutableArray.CreateBuilder<BpfInstruction>();

    public ImmutableArray<BpfInstruction> ToImmutable() => _instructions.ToImmutable();

    public void Load(uint offset) => _instructions.Add(new(BpfInstruction.LoadWord, 0, 0, offset));

    public void Return(uint answer) => _instructions.Add(new(BpfInstruction.Return, 0, 0, answer));

    public void ReturnIf(ushort comparison, uint value, uint answer)
    {
        _instructions.Add(new(comparison, 0, 1, value));
        Return(answer);
    }

    public void ReturnUnless(ushort comparison, uint value, uint answer)
    {
        _instructions.Add(new(comparison, 1, 0, value));
        Return(answer);
    }

    /// <summary>This call gets this answer, whatever its arguments.</summary>
    public void Answer(SystemCall call, uint answer)
    {
        if (call.NumberOn(machine) is { } number)
            ReturnIf(BpfInstruction.JumpIfEqual, number, answer);
    }

    /// <summary>This call is looked at more closely, and allowed when nothing objects.</summary>
    public void When(SystemCall call, Action<BpfProgram> rules)
    {
        if (call.NumberOn(machine) is not { } number)
            return;

        var inner = new BpfProgram(machine);
        rules(inner);
        inner.Return(SeccompFilter.Allow);
        _instructions.Add(new(BpfInstruction.JumpIfEqual, 0, checked((byte)inner._instructions.Count), number));
        _instructions.AddRange(inner._instructions);
    }

    /// <summary>Answers unless the argument is one of these. Both machines keep the lower half of an argument first; all named here are 32 bits wide.</summary>
    public void RequireValue(int argument, ReadOnlySpan<uint> values, uint answer)
    {
        LoadArgument(argument);
        for (var i = 0; i < values.Length; i++)
            _instructions.Add(new(BpfInstruction.JumpIfEqual, checked((byte)(values.Length - i)), 0, values[i]));
        Return(answer);
    }

    public void RefuseValue(int argument, ReadOnlySpan<uint> values, uint answer)
    {
        LoadArgument(argument);
        foreach (var value in values)
            ReturnIf(BpfInstruction.JumpIfEqual, value, answer);
    }

    public void RequireBit(int argument, uint bit, uint answer)
    {
        LoadArgument(argument);
        ReturnUnless(BpfInstruction.JumpIfAnyBit, bit, answer);
    }

    public void RequireMasked(int argument, uint mask, uint value, uint answer)
    {
        LoadArgument(argument);
        _instructions.Add(new(BpfInstruction.And, 0, 0, mask));
        ReturnUnless(BpfInstruction.JumpIfEqual, value, answer);
    }

    private void LoadArgument(int argument) => Load(ArgumentsOffset + ((uint)argument * ArgumentBytes));
}
