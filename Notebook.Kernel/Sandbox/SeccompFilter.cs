using System.Collections.Immutable;

namespace Notebook.Kernel.Sandbox;

/// <summary>
/// The filter of system calls, as a BPF program. It lets through what it does not name: .NET, native libraries and C libraries of
/// years to come use too many to list. What it names is denied with an error that libraries understand, so a cell gets an exception
/// and the kernel lives; only calls in another machine's convention end the process.
/// </summary>
internal static class SeccompFilter
{
    public const uint Allow = 0x7FFF0000;
    public const uint KillProcess = 0x80000000;

    private const uint FailWith = 0x00050000;
    private const uint NotPermitted = 1;
    private const uint NotThere = 38;
    private const uint NoSuchAddressFamily = 97;

    private const uint NumberOffset = 0;
    private const uint MachineOffset = 4;
    private const uint FirstOfX32 = 0x40000000;

    private const uint CloneThread = 0x10000;
    private const uint UnixFamily = 1;
    private const uint InternetFamily = 2;
    private const uint InternetFamily6 = 10;
    private const uint SocketTypeBits = 0xF;
    private const uint StreamSocket = 1;
    private const uint SetParentDeathSignal = 1;
    private const uint PushTerminalInput = 0x5412;
    private const uint VirtualTerminal = 0x541C;

    /// <summary>An answer of the filter: this call fails with this error.</summary>
    public static uint Error(uint number) => FailWith | number;

    public static uint Denied { get; } = Error(NotPermitted);

    public static uint Absent { get; } = Error(NotThere);

    public static uint NoNetwork { get; } = Error(NoSuchAddressFamily);

    /// <summary>Builds the program.</summary>
    /// <param name="machine">Whose numbers.</param>
    /// <param name="processId">The kernel's own process, the only one that it may signal. Exec keeps it.</param>
    /// <param name="allowsTcp">Whether TCP sockets may be made.</param>
    public static ImmutableArray<BpfInstruction> Build(SeccompMachine machine, int processId, bool allowsTcp)
    {
        var program = new BpfProgram(machine);
        program.Load(MachineOffset);
        program.ReturnUnless(BpfInstruction.JumpIfEqual, (uint)machine, KillProcess);
        program.Load(NumberOffset);
        if (machine == SeccompMachine.X64)
            program.ReturnIf(BpfInstruction.JumpIfGreaterOrEqual, FirstOfX32, KillProcess);
        program.ReturnIf(BpfInstruction.JumpIfGreater, SystemCallTable.LastKnown, Absent);

        foreach (var call in SystemCallTable.Absent)
            program.Answer(call, Absent);
        foreach (var call in SystemCallTable.Denied)
            program.Answer(call, Denied);

        program.When(SystemCallTable.Clone, call => call.RequireBit(0, CloneThread, Denied));
        foreach (var signal in (ReadOnlySpan<SystemCall>)[SystemCallTable.Kill, SystemCallTable.ThreadKill, SystemCallTable.QueueSignal, SystemCallTable.QueueThreadSignal])
            program.When(signal, call => call.RequireValue(0, [(uint)processId], Denied));
        program.When(SystemCallTable.ProcessLimit, call => call.RequireValue(0, [0, (uint)processId], Denied));
        program.When(SystemCallTable.IoControl, call => call.RefuseValue(1, [PushTerminalInput, VirtualTerminal], Denied));
        // Nothing in the process may outlive the server: the death signal stays as the launcher set it.
        program.When(SystemCallTable.ProcessControl, call => call.RefuseValue(0, [SetParentDeathSignal], Denied));
        program.When(SystemCallTable.SocketPair, call =>
        {
            call.RequireValue(0, [UnixFamily], NoNetwork);
            // An end of a pair of datagram sockets may send to any other socket of the machine; those of streams are tied to each other.
            call.RequireMasked(1, SocketTypeBits, StreamSocket, NoNetwork);
        });
        if (allowsTcp)
        {
            program.When(SystemCallTable.Socket, call =>
            {
                call.RequireValue(0, [InternetFamily, InternetFamily6], NoNetwork);
                call.RequireMasked(1, SocketTypeBits, StreamSocket, NoNetwork);
            });
        }
        else
        {
            program.Answer(SystemCallTable.Socket, NoNetwork);
        }

        program.Return(Allow);
        return program.ToImmutable();
    }
}
