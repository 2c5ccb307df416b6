using System.Collections.Immutable;
using Notebook.Kernel.Sandbox;

namespace Notebook.Tests.Sandbox;

/// <summary>Runs a seccomp program as the system does, so that the filter of a machine can be tested on another.</summary>
internal static class BpfInterpreter
{
    /// <summary>The filter's answer to a call.</summary>
    public static uint Run(ImmutableArray<BpfInstruction> program, uint machine, uint number, params ReadOnlySpan<ulong> arguments)
    {
        var data = new uint[16];
        data[0] = number;
        data[1] = machine;
        for (var i = 0; i < arguments.Length; i++)
            (data[4 + (2 * i)], data[5 + (2 * i)]) = ((uint)arguments[i], (uint)(arguments[i] >> 32));

        var accumulator = 0u;
        for (var at = 0; at < program.Length; at++)
        {
            var (code, ifTrue, ifFalse, value) = program[at];
            switch (code)
            {
                case BpfInstruction.LoadWord:
                    accumulator = data[value / 4];
                    break;
                case BpfInstruction.And:
                    accumulator &= value;
                    break;
                case BpfInstruction.Return:
                    return value;
                default:
                    var holds = code switch
                    {
                        BpfInstruction.JumpIfEqual => accumulator == value,
                        BpfInstruction.JumpIfGreater => accumulator > value,
                        BpfInstruction.JumpIfGreaterOrEqual => accumulator >= value,
                        BpfInstruction.JumpIfAnyBit => (accumulator & value) != 0,
                        _ => throw new InvalidOperationException($"Instruction {at} has the unknown code {code}."),
                    };
                    at += holds ? ifTrue : ifFalse;
                    break;
            }
        }

        throw new InvalidOperationException("The program ended without an answer, which the system refuses to load.");
    }
}
