using System.Collections.Immutable;
using Notebook.Kernel.Sandbox;

namespace Notebook.Tests.Sandbox;

/// <summary>The filter's answers on both machines, whichever this is. The numbers here are from Linux's own tables, not from ours.</summary>
public sealed class SeccompFilterTests
{
    private const int Self = 4711;

    public static TheoryData<string> Machines { get; } = ["X64", "Arm64"];

    [Theory]
    [InlineData("X64", 57)] // fork
    [InlineData("X64", 58)] // vfork
    [InlineData("X64", 101)] // ptrace
    [InlineData("X64", 165)] // mount
    [InlineData("X64", 272)] // unshare
    [InlineData("X64", 308)] // setns
    [InlineData("X64", 319)] // memfd_create
    [InlineData("X64", 321)] // bpf
    [InlineData("X64", 29)] // shmget
    [InlineData("X64", 105)] // setuid
    [InlineData("X64", 86)] // link
    [InlineData("X64", 88)] // symlink
    [InlineData("X64", 133)] // mknod
    [InlineData("X64", 434)] // pidfd_open
    [InlineData("X64", 310)] // process_vm_readv
    [InlineData("X64", 250)] // keyctl
    [InlineData("Arm64", 117)] // ptrace
    [InlineData("Arm64", 40)] // mount
    [InlineData("Arm64", 97)] // unshare
    [InlineData("Arm64", 268)] // setns
    [InlineData("Arm64", 279)] // memfd_create
    [InlineData("Arm64", 280)] // bpf
    [InlineData("Arm64", 194)] // shmget
    [InlineData("Arm64", 146)] // setuid
    [InlineData("Arm64", 37)] // linkat
    [InlineData("Arm64", 36)] // symlinkat
    [InlineData("Arm64", 33)] // mknodat
    [InlineData("Arm64", 270)] // process_vm_readv
    public void Build_CallThatNoNotebookNeeds_IsDenied(string machine, uint number) => Assert.Equal(SeccompFilter.Denied, Answer(machine, number));

    [Theory]
    [InlineData("X64", 0)] // read
    [InlineData("X64", 9)] // mmap
    [InlineData("X64", 59)] // execve, which the launcher itself still has to make
    [InlineData("X64", 202)] // futex
    [InlineData("X64", 203)] // sched_setaffinity: without it the runtime does not start
    [InlineData("X64", 257)] // openat
    [InlineData("X64", 318)] // getrandom
    [InlineData("X64", 462)]
    [InlineData("Arm64", 63)] // read
    [InlineData("Arm64", 222)] // mmap
    [InlineData("Arm64", 221)] // execve
    [InlineData("Arm64", 98)] // futex
    [InlineData("Arm64", 122)] // sched_setaffinity
    [InlineData("Arm64", 56)] // openat
    public void Build_OrdinaryCall_IsAllowed(string machine, uint number) => Assert.Equal(SeccompFilter.Allow, Answer(machine, number));

    [Theory]
    [MemberData(nameof(Machines))]
    public void Build_CallsOfTheFuture_AreNotThere(string machine)
    {
        Assert.Equal(SeccompFilter.Absent, Answer(machine, 463));
        Assert.Equal(SeccompFilter.Absent, Answer(machine, 1000));
        Assert.Equal(SeccompFilter.Absent, Answer(machine, 435)); // clone3
        Assert.Equal(SeccompFilter.Absent, Answer(machine, 425)); // io_uring_setup
    }

    [Fact]
    public void Build_OtherMachinesConventions_EndTheProcess()
    {
        const uint i386 = 0x40000003;
        var program = SeccompFilter.Build(SeccompMachine.X64, Self, allowsTcp: false);

        Assert.Equal(SeccompFilter.KillProcess, BpfInterpreter.Run(program, i386, 11));
        Assert.Equal(SeccompFilter.KillProcess, BpfInterpreter.Run(program, (uint)SeccompMachine.Arm64, 63));
        Assert.Equal(SeccompFilter.KillProcess, BpfInterpreter.Run(program, (uint)SeccompMachine.X64, 0x40000000 + 41));
    }

    [Theory]
    [InlineData("X64", 56, 62, 234, 302)]
    [InlineData("Arm64", 220, 129, 131, 261)]
    public void Build_CallsByArgument_AreForTheOwnProcessOnly(string machine, uint clone, uint kill, uint threadKill, uint processLimit)
    {
        Assert.Equal(SeccompFilter.Allow, Answer(machine, clone, 0x3D0F00)); // a thread, as the C library makes it
        Assert.Equal(SeccompFilter.Denied, Answer(machine, clone, 17)); // a process
        Assert.Equal(SeccompFilter.Denied, Answer(machine, clone, 0x10000000)); // a namespace
        foreach (var signal in new[] { kill, threadKill })
        {
            Assert.Equal(SeccompFilter.Allow, Answer(machine, signal, Self));
            Assert.Equal(SeccompFilter.Denied, Answer(machine, signal, 1));
            Assert.Equal(SeccompFilter.Denied, Answer(machine, signal, 0));
            Assert.Equal(SeccompFilter.Denied, Answer(machine, signal, unchecked((ulong)-1L)));
            Assert.Equal(SeccompFilter.Denied, Answer(machine, signal, unchecked((ulong)-Self)));
        }

        Assert.Equal(SeccompFilter.Allow, Answer(machine, processLimit, 0));
        Assert.Equal(SeccompFilter.Denied, Answer(machine, processLimit, 1));
    }

    [Theory]
    [InlineData("X64", 41, 53)]
    [InlineData("Arm64", 198, 199)]
    public void Build_Sockets_AreNone(string machine, uint socket, uint pair)
    {
        foreach (var family in new ulong[] { 1, 2, 10, 16, 17, 38, 40 })
            Assert.Equal(SeccompFilter.NoNetwork, Answer(machine, socket, family, 1));
        Assert.Equal(SeccompFilter.Allow, Answer(machine, pair, 1, 1));
        Assert.Equal(SeccompFilter.NoNetwork, Answer(machine, pair, 2, 1));
    }

    [Theory]
    [InlineData("X64", 41)]
    [InlineData("Arm64", 198)]
    public void Build_WithTcp_AllowsStreamsOfTheInternetOnly(string machine, uint socket)
    {
        var program = Program(machine, allowsTcp: true);

        uint Answer(ulong family, ulong type) => BpfInterpreter.Run(program, (uint)Enum.Parse<SeccompMachine>(machine), socket, family, type);
        Assert.Equal(SeccompFilter.Allow, Answer(2, 1));
        Assert.Equal(SeccompFilter.Allow, Answer(10, 1 | 0x80000 | 0x800));
        Assert.Equal(SeccompFilter.NoNetwork, Answer(2, 2));
        Assert.Equal(SeccompFilter.NoNetwork, Answer(2, 3));
        Assert.Equal(SeccompFilter.NoNetwork, Answer(1, 1));
        Assert.Equal(SeccompFilter.NoNetwork, Answer(16, 1));
    }

    [Theory]
    [InlineData("X64", 157)]
    [InlineData("Arm64", 167)]
    public void Build_DeathSignal_CanNotBeTakenOff(string machine, uint processControl)
    {
        Assert.Equal(SeccompFilter.Denied, Answer(machine, processControl, 1, 0));
        Assert.Equal(SeccompFilter.Allow, Answer(machine, processControl, 15));
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void Build_EveryJump_StaysInTheProgram(string machine)
    {
        var program = Program(machine, allowsTcp: true);

        Assert.True(program.Length < 4096);
        for (var i = 0; i < program.Length; i++)
            Assert.True(i + 1 + Math.Max(program[i].IfTrue, program[i].IfFalse) < program.Length || program[i].Code == BpfInstruction.Return);
    }

    private static ImmutableArray<BpfInstruction> Program(string machine, bool allowsTcp = false) => SeccompFilter.Build(Enum.Parse<SeccompMachine>(machine), Self, allowsTcp);

    private static uint Answer(string machine, uint number, params ReadOnlySpan<ulong> arguments) =>
        BpfInterpreter.Run(Program(machine), (uint)Enum.Parse<SeccompMachine>(machine), number, arguments);
}
