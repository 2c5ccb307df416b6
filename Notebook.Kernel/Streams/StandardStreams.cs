using System.Runtime.InteropServices;

namespace Notebook.Kernel.Streams;

/// <summary>
/// The process's standard streams after the kernel has taken them over: the inherited ones carry frames and are known to nobody
/// else, descriptor 0 reads nothing, and 1 and 2 end in pipes, so that whatever writes there, native libraries and child processes
/// included, is a submission's output and never touches the protocol.
/// </summary>
internal sealed unsafe class StandardStreams
{
    private const int CaptureBytes = 256 * 1024;
    private const int Unbuffered = 2;

    private readonly int _lastWords;

    private StandardStreams(int input, int output, int lastWords, CapturedDescriptor standardOutput, CapturedDescriptor standardError)
    {
        Requests = new DescriptorStream(input, canRead: true);
        Events = new DescriptorStream(output, canRead: false);
        StandardOutput = standardOutput;
        StandardError = standardError;
        _lastWords = lastWords;
    }

    public Stream Requests { get; }

    public Stream Events { get; }

    public CapturedDescriptor StandardOutput { get; }

    public CapturedDescriptor StandardError { get; }

    /// <summary>Takes the streams over. Called once, before anything writes.</summary>
    /// <exception cref="IOException">The system refused; there is no kernel without its pipes.</exception>
    public static StandardStreams TakeOver()
    {
        var input = Libc.Check(Libc.Fcntl(0, Libc.FDupFdCloseOnExec, 3), "fcntl");
        var output = Libc.Check(Libc.Fcntl(1, Libc.FDupFdCloseOnExec, 3), "fcntl");
        var lastWords = Libc.Check(Libc.Fcntl(2, Libc.FDupFdCloseOnExec, 3), "fcntl");
        _ = Libc.Fcntl(lastWords, Libc.FSetFlags, Libc.NonBlocking);

        var nothing = Libc.Check(Libc.Open("/dev/null", Libc.ReadWrite | Libc.CloseOnExec, 0), "open");
        Libc.Check(Libc.Dup2(nothing, 0), "dup2");
        _ = Libc.Close(nothing);

        var streams = new StandardStreams(input, output, lastWords, Capture(1), Capture(2));
        StopBuffering();
        return streams;
    }

    /// <summary>Writes to the standard error that the process was started with: what the web process tells when the kernel has died.</summary>
    public void SayLast(ReadOnlySpan<byte> text)
    {
        // Once and without waiting: a web process that does not drain it must not hold up the outputs.
        fixed (byte* start = text)
            _ = Libc.Write(_lastWords, start, Math.Min(text.Length, 4096));
    }

    private static CapturedDescriptor Capture(int standard)
    {
        var ends = stackalloc int[2];
        Libc.Check(Libc.Pipe2(ends, Libc.CloseOnExec), "pipe2");
        // A smaller pipe works as well, when the system's limit for pipes is reached.
        _ = Libc.Fcntl(ends[0], Libc.FSetPipeSize, CaptureBytes);
        Libc.Check(Libc.Fcntl(ends[0], Libc.FSetFlags, Libc.NonBlocking), "fcntl");
        Libc.Check(Libc.Dup2(ends[1], standard), "dup2");
        _ = Libc.Close(ends[1]);
        return new CapturedDescriptor(ends[0]);
    }

    /// <summary>C's <c>printf</c> gathers 4 KB before it writes to a pipe; its text would come after the cell that printed it.</summary>
    private static void StopBuffering()
    {
        if (NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "stdout", out var standardOutput)
            || (NativeLibrary.TryLoad("libc.so.6", out var libc) && NativeLibrary.TryGetExport(libc, "stdout", out standardOutput)))
        {
            _ = Libc.SetBuffering(Marshal.ReadIntPtr(standardOutput), 0, Unbuffered, 0);
        }
    }
}
