using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Notebook.Web.Sandbox.Spawning;

/// <summary>
/// One end of the socket between the root process and the server. It has no address; each message is whole or is none, and says who
/// sent it, as the system knows. Descriptors go one way, from root to the server.
/// </summary>
internal sealed class SpawnSocket : IDisposable
{
    /// <summary>More than any request needs. What is longer is cut off and refused.</summary>
    public const int MaxRequestBytes = 8 * 1024;

    /// <summary>The report on the sandbox is the longest answer.</summary>
    public const int MaxAnswerBytes = 64 * 1024;

    private const int UnixFamily = 1;
    private const int WholeMessages = 5;
    private const int SocketLevel = 1;
    private const int PassCredentials = 16;
    private const int SendTimeout = 21;
    private const int Descriptors = 1;
    private const int Credentials = 2;
    private const int NoSignal = 0x4000;
    private const int CloseReceived = 0x40000000;
    private const int CutOff = 0x20;
    private const int HeaderBytes = 16;
    private const int CredentialBytes = 12;
    private const int MaxDescriptors = 3;
    private const int SetFlags = 2;
    private const int CloseOnExecFlag = 1;
    private const int Interrupted = 4;

    private readonly SafeFileHandle _handle;
    private readonly Lock _sending = new();

    /// <param name="descriptor">An end of a pair; this owns it.</param>
    public SpawnSocket(int descriptor)
    {
        _handle = new SafeFileHandle(descriptor, ownsHandle: true);
        // Nothing that this process starts gets it.
        _ = Control(descriptor, SetFlags, CloseOnExecFlag);
    }

    private int Descriptor => (int)_handle.DangerousGetHandle();

    /// <summary>Makes both ends.</summary>
    /// <returns>This process's end, and the other's descriptor, which a program that is started now inherits.</returns>
    /// <exception cref="IOException">The system has no more.</exception>
    public static (SpawnSocket Own, int Other) CreatePair()
    {
        var ends = new int[2];
        if (MakePair(UnixFamily, WholeMessages, 0, ends) != 0)
            throw new IOException($"No socket can be made: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}.");
        var own = new SpawnSocket(ends[0]);
        // A server that takes nothing any more must not hold root up.
        _ = SetOption(ends[0], SocketLevel, SendTimeout, [10, 0], 2 * sizeof(long));
        _ = SetOption(ends[0], SocketLevel, PassCredentials, [1], sizeof(int));
        return (own, ends[1]);
    }

    /// <summary>Closes a descriptor that was only to be inherited.</summary>
    public static void Close(int descriptor) => new SafeFileHandle(descriptor, ownsHandle: true).Dispose();

    /// <summary>Sends a message. Waits while the other end takes nothing.</summary>
    /// <param name="message">Its bytes.</param>
    /// <param name="descriptors">At most three, which the other end gets copies of.</param>
    /// <exception cref="IOException">The other end is gone, or takes nothing.</exception>
    public unsafe void Send(ReadOnlySpan<byte> message, params ReadOnlySpan<int> descriptors)
    {
        var control = stackalloc byte[HeaderBytes + (MaxDescriptors * sizeof(int)) + 8];
        fixed (byte* bytes = message)
        {
            var part = new Part { Bytes = bytes, Length = (nuint)message.Length };
            var header = new Header { Parts = &part, PartCount = 1 };
            if (!descriptors.IsEmpty)
            {
                *(nuint*)control = (nuint)(HeaderBytes + (descriptors.Length * sizeof(int)));
                *(int*)(control + 8) = SocketLevel;
                *(int*)(control + 12) = Descriptors;
                descriptors.CopyTo(new Span<int>(control + HeaderBytes, MaxDescriptors));
                header.Control = control;
                header.ControlLength = (nuint)(HeaderBytes + (((descriptors.Length * sizeof(int)) + 7) & ~7));
            }

            lock (_sending)
            {
                while (SendMessage(Descriptor, &header, NoSignal) < 0)
                {
                    if (Marshal.GetLastPInvokeError() is var error && error != Interrupted)
                        throw new IOException($"The other end takes nothing: {Marshal.GetPInvokeErrorMessage(error)}.");
                }
            }
        }
    }

    /// <summary>Waits for a request, on the end of root.</summary>
    /// <param name="buffer">Of <see cref="MaxRequestBytes"/>.</param>
    /// <returns>Null when the other end is closed.</returns>
    public unsafe ReceivedRequest? ReceiveRequest(byte[] buffer)
    {
        // Room for who sent it and no more: descriptors that come along are closed by the system.
        const int Room = HeaderBytes + CredentialBytes + 4;
        var control = stackalloc byte[Room];
        var (length, flags, used) = Receive(buffer, control, Room);
        var saysWho = used >= HeaderBytes + CredentialBytes && *(int*)(control + 8) == SocketLevel && *(int*)(control + 12) == Credentials;
        // An empty message says who sent it; the end of the other side does not.
        if (length < 0 || (length == 0 && !saysWho))
            return null;
        if (!saysWho)
            return new(length, 0, -1, IsCut: true);
        var sender = new ReadOnlySpan<byte>(control + HeaderBytes, CredentialBytes);
        return new(length, BinaryPrimitives.ReadInt32LittleEndian(sender), BinaryPrimitives.ReadInt32LittleEndian(sender[4..]), (flags & CutOff) != 0);
    }

    /// <summary>Waits for an answer, on the server's end.</summary>
    /// <param name="buffer">Of <see cref="MaxAnswerBytes"/>.</param>
    /// <returns>Its length, and descriptors that are the caller's now; null when root's end is closed.</returns>
    public unsafe (int Length, int[] Descriptors)? ReceiveAnswer(byte[] buffer)
    {
        const int Room = HeaderBytes + (MaxDescriptors * sizeof(int)) + 4;
        var control = stackalloc byte[Room];
        var (length, _, used) = Receive(buffer, control, Room);
        if (length <= 0)
            return null;
        var got = used > HeaderBytes && *(int*)(control + 12) == Descriptors
            ? new ReadOnlySpan<int>(control + HeaderBytes, (int)(*(nuint*)control - HeaderBytes) / sizeof(int)).ToArray()
            : [];
        return (length, got);
    }

    public void Dispose() => _handle.Dispose();

    private unsafe (int Length, int Flags, int ControlLength) Receive(byte[] buffer, byte* control, int room)
    {
        fixed (byte* bytes = buffer)
        {
            while (true)
            {
                var part = new Part { Bytes = bytes, Length = (nuint)buffer.Length };
                var header = new Header { Parts = &part, PartCount = 1, Control = control, ControlLength = (nuint)room };
                var length = (int)ReceiveMessage(Descriptor, &header, CloseReceived);
                if (length >= 0 || Marshal.GetLastPInvokeError() != Interrupted)
                    return (length, header.Flags, (int)header.ControlLength);
            }
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private unsafe struct Part
    {
        public byte* Bytes;
        public nuint Length;
    }

    /// <summary><c>msghdr</c> of 64-bit Linux.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private unsafe struct Header
    {
        public void* Name;
        public nuint NameLength;
        public Part* Parts;
        public nuint PartCount;
        public void* Control;
        public nuint ControlLength;
        public int Flags;
    }

    [DllImport("libc", EntryPoint = "socketpair", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int MakePair(int family, int type, int protocol, int[] ends);

    [DllImport("libc", EntryPoint = "setsockopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetOption(int descriptor, int level, int option, long[] value, uint length);

    [DllImport("libc", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Control(int descriptor, int command, nint value);

    [DllImport("libc", EntryPoint = "sendmsg", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern unsafe nint SendMessage(int descriptor, Header* header, int flags);

    [DllImport("libc", EntryPoint = "recvmsg", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern unsafe nint ReceiveMessage(int descriptor, Header* header, int flags);
}
