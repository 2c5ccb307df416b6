using System.Runtime.InteropServices;

namespace Notebook.Kernel.Streams;

/// <summary>
/// The system calls the kernel needs below .NET's own streams. A managed wait can be interrupted by the code the kernel runs, and
/// a managed lock can be left by an abort; these calls can't.
/// </summary>
internal static unsafe partial class Libc
{
    public const int FDupFdCloseOnExec = 1030;
    public const int FSetFlags = 4;
    public const int FSetPipeSize = 1031;
    public const int NonBlocking = 0x800;
    public const int CloseOnExec = 0x80000;
    public const int ReadWrite = 2;
    public const short PollIn = 1;
    public const ulong BytesReadable = 0x541B;
    public const int InterruptedCall = 4;
    public const int TryAgain = 11;
    public const int ParentDeathSignal = 1;
    public const int SignalKill = 9;
    public const int EventFdSemaphore = 1;

    private const string Library = "libc";

    [StructLayout(LayoutKind.Sequential)]
    public struct PollFd
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }

    [LibraryImport(Library, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags, int mode);

    [LibraryImport(Library, EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int descriptor, byte* buffer, nint count);

    [LibraryImport(Library, EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int descriptor, byte* buffer, nint count);

    [LibraryImport(Library, EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);

    [LibraryImport(Library, EntryPoint = "dup2", SetLastError = true)]
    public static partial int Dup2(int descriptor, int onto);

    [LibraryImport(Library, EntryPoint = "fcntl", SetLastError = true)]
    public static partial int Fcntl(int descriptor, int command, int argument);

    [LibraryImport(Library, EntryPoint = "pipe2", SetLastError = true)]
    public static partial int Pipe2(int* descriptors, int flags);

    [LibraryImport(Library, EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(PollFd* descriptors, ulong count, int timeoutMilliseconds);

    [LibraryImport(Library, EntryPoint = "ioctl", SetLastError = true)]
    public static partial int IoControl(int descriptor, ulong request, int* value);

    [LibraryImport(Library, EntryPoint = "eventfd", SetLastError = true)]
    public static partial int EventFd(uint initial, int flags);

    [LibraryImport(Library, EntryPoint = "prctl", SetLastError = true)]
    public static partial int ProcessControl(int option, ulong argument);

    [LibraryImport(Library, EntryPoint = "isatty")]
    public static partial int IsTerminal(int descriptor);

    [LibraryImport(Library, EntryPoint = "setsid", SetLastError = true)]
    public static partial int NewSession();

    [LibraryImport(Library, EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int process, int signal);

    [LibraryImport(Library, EntryPoint = "setvbuf")]
    public static partial int SetBuffering(nint file, nint buffer, int mode, nint size);

    /// <summary>Ends the process without running anything more in it.</summary>
    [LibraryImport(Library, EntryPoint = "_exit")]
    public static partial void ExitNow(int code);

    /// <summary>Turns a failed call into an exception that names it.</summary>
    public static int Check(int result, string call) =>
        result >= 0 ? result : throw new IOException($"{call} failed with error {Marshal.GetLastPInvokeError()}.");
}
