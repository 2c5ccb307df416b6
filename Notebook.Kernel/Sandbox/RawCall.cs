using System.Runtime.InteropServices;

namespace Notebook.Kernel.Sandbox;

/// <summary>
/// System calls without the C library's wrappers. Those for identities signal every thread to change as well; the launcher wants the
/// calling thread alone, because that thread becomes the kernel.
/// </summary>
internal static unsafe partial class RawCall
{
    public const int NotPermitted = 1;
    public const int NoSuchFile = 2;
    public const int NoSuchCall = 38;
    public const int NotSupported = 95;

    public static SeccompMachine? Machine { get; } = RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => SeccompMachine.X64,
        Architecture.Arm64 => SeccompMachine.Arm64,
        _ => null,
    };

    private static bool IsArm => Machine == SeccompMachine.Arm64;

    public static int Error => Marshal.GetLastPInvokeError();

    public static long SetGroups(ReadOnlySpan<int> ids)
    {
        fixed (int* first = ids)
            return Call(IsArm ? 159 : 116, ids.Length, (nint)first, 0, 0, 0);
    }

    public static long SetGroupId(int id) => Call(IsArm ? 149 : 119, id, id, id, 0, 0);

    public static long SetUserId(int id) => Call(IsArm ? 147 : 117, id, id, id, 0, 0);

    public static long ProcessControl(int option, nint second, nint third, nint fourth, nint fifth) => Call(IsArm ? 167 : 157, option, second, third, fourth, fifth);

    public static long SetPriority(int priority) => Call(IsArm ? 140 : 141, 0, 0, priority, 0, 0);

    public static long CloseRange(uint first, uint last, uint flags) => Call(436, (nint)first, (nint)last, (nint)flags, 0, 0);

    public static long LandlockCreate(void* attributes, nint size, uint flags) => Call(444, (nint)attributes, size, (nint)flags, 0, 0);

    public static long LandlockAddRule(int ruleset, int type, void* attributes) => Call(445, ruleset, type, (nint)attributes, 0, 0);

    public static long LandlockRestrict(int ruleset) => Call(446, ruleset, 0, 0, 0, 0);

    public static long Seccomp(uint operation, uint flags, void* program) => Call(IsArm ? 277 : 317, (nint)operation, (nint)flags, (nint)program, 0, 0);

    public static long SetCapabilities(void* header, void* data) => Call(IsArm ? 91 : 126, (nint)header, (nint)data, 0, 0, 0);

    public static long Limit(int resource, ulong* limit, ulong* previous) => Call(IsArm ? 261 : 302, 0, resource, (nint)limit, (nint)previous, 0);

    public static long Execute(byte* path, byte** arguments, byte** environment) => Call(IsArm ? 221 : 59, (nint)path, (nint)arguments, (nint)environment, 0, 0);

    /// <summary>Any call by its number, for the probe's attacks.</summary>
    public static long Call(long number, nint first, nint second, nint third, nint fourth, nint fifth) => Enter((nint)number, first, second, third, fourth, fifth, 0);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Enter(nint number, nint first, nint second, nint third, nint fourth, nint fifth, nint sixth);

    [LibraryImport("libc", EntryPoint = "signal")]
    public static partial nint IgnoreSignal(int signal, nint handler);

    [LibraryImport("libc", EntryPoint = "umask")]
    public static partial uint SetFileMask(uint mask);

    [LibraryImport("libc", EntryPoint = "getppid")]
    public static partial int ParentId();

    [LibraryImport("libc", EntryPoint = "getuid")]
    public static partial uint UserId();

    [LibraryImport("libc", EntryPoint = "chdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ChangeFolder(string path);
}
