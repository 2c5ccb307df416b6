using System.Diagnostics;
using Notebook.Kernel.Running;
using Notebook.Kernel.Streams;
using Notebook.Protocol;

namespace Notebook.Kernel.Outputs;

/// <summary>
/// The one thread that writes events to the web process. It gathers stream text for up to 50 ms or 32 KB, reads what native code
/// wrote into the captured descriptors, and keeps the order of everything a thread did.
/// </summary>
internal sealed class OutputWriter
{
    private const int GatherMilliseconds = 50;

    /// <summary>While it gathers, the writer is deaf to more text; short enough that the native pipes never fill.</summary>
    private const int DeafMilliseconds = 10;

    private readonly FramePipe _pipe;
    private readonly OutputQueue _queue;
    private readonly StandardStreams? _streams;
    private readonly TextGatherer _gatherer;
    private readonly NativeText? _nativeOutput;
    private readonly NativeText? _nativeError;
    private readonly Thread _thread;
    private SubmissionId? _running;
    private long _gatheringSince;
    private volatile bool _stopping;

    public OutputWriter(FramePipe pipe, OutputQueue queue, StandardStreams? streams)
    {
        _pipe = pipe;
        _queue = queue;
        _streams = streams;
        _gatherer = new TextGatherer((submission, stream, text) =>
            Send(new OutputProduced { SubmissionId = submission, Output = new StreamText { Stream = stream, Text = text } }));
        _nativeOutput = streams is null ? null : new NativeText(streams.StandardOutput, static _ => { });
        _nativeError = streams is null ? null : new NativeText(streams.StandardError, bytes => streams.SayLast(bytes));
        _thread = KernelThread.Start("outputs", Run);
    }

    /// <summary>Writes what is queued and ends the thread.</summary>
    /// <returns>Whether it ended in time.</returns>
    public bool Stop(TimeSpan timeout)
    {
        _stopping = true;
        _queue.Signal.Set();
        return _thread.Join(timeout);
    }

    private void Run()
    {
        try
        {
            while (true)
            {
                // Counted before the queue is seen empty: these bytes precede whatever is queued later.
                var outputBytes = _nativeOutput?.Waiting ?? 0;
                var errorBytes = _nativeError?.Waiting ?? 0;
                if (_queue.TryTake(out var item))
                    Take(item);
                else if (outputBytes + errorBytes > 0)
                    TakeNative(outputBytes, errorBytes);
                else if (_stopping)
                    break;
                else
                    WaitForMore();

                if (_gatherer.IsEmpty)
                    _gatheringSince = 0;
                else if (_gatheringSince == 0)
                    _gatheringSince = Stopwatch.GetTimestamp();
                else if (Gathered >= GatherMilliseconds)
                    Flush();
            }

            Flush();
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or ProtocolException)
        {
            // The web process is gone, and the thread that reads its requests ends the kernel.
        }
        finally
        {
            _queue.Close();
        }
    }

    private double Gathered => Stopwatch.GetElapsedTime(_gatheringSince).TotalMilliseconds;

    private void Take(QueuedOutput item)
    {
        TakeNative(item.NativeOutput - (_nativeOutput?.BytesRead ?? 0), item.NativeError - (_nativeError?.BytesRead ?? 0));
        if (item.Event is not { } kernelEvent)
        {
            _gatherer.Append(item.SubmissionId, item.Stream, item.Text);
            return;
        }

        if (kernelEvent is SubmissionStarted started)
            _running = started.SubmissionId;
        Flush();
        Send(kernelEvent);
    }

    /// <summary>Native text has no flow to follow: it belongs to the submission that started last.</summary>
    private void TakeNative(long outputBytes, long errorBytes)
    {
        _nativeOutput?.Read(outputBytes, text => Append(StreamName.Output, text));
        _nativeError?.Read(errorBytes, text => Append(StreamName.Error, text));
    }

    private void Append(StreamName stream, ReadOnlySpan<char> text)
    {
        if (_running is { } submission)
            _gatherer.Append(submission, stream, text);
    }

    private void Flush()
    {
        _gatherer.Flush();
        _gatheringSince = 0;
    }

    private unsafe void WaitForMore()
    {
        var holdsText = !_gatherer.IsEmpty;
        _queue.BeginWait(holdsText);
        if (_queue.IsEmpty && !_stopping)
        {
            var polls = stackalloc Libc.PollFd[3];
            polls[0] = new Libc.PollFd { Descriptor = _queue.Signal.Descriptor, Events = Libc.PollIn };
            polls[1] = new Libc.PollFd { Descriptor = _streams?.StandardOutput.Descriptor ?? -1, Events = Libc.PollIn };
            polls[2] = new Libc.PollFd { Descriptor = _streams?.StandardError.Descriptor ?? -1, Events = Libc.PollIn };
            _ = holdsText
                ? Libc.Poll(polls, 1, Math.Clamp(GatherMilliseconds - (int)Gathered, 1, DeafMilliseconds))
                : Libc.Poll(polls, 3, -1);
        }

        _queue.Signal.Reset();
        _queue.EndWait();
    }

    private void Send(KernelEvent kernelEvent)
    {
        try
        {
            Write(kernelEvent);
        }
        catch (ProtocolException) when (kernelEvent is OutputProduced)
        {
            // Formatters bound what they make; this is the net below them.
            var produced = (OutputProduced)kernelEvent;
            Write(produced with { Output = TooLarge(produced.Output) });
        }
        catch (ProtocolException) when (kernelEvent is VariableShown)
        {
            Write(new VariableShown { RequestId = ((VariableShown)kernelEvent).RequestId, Problem = "This value is too large to show. Show a part of it in a cell." });
        }
        catch (ProtocolException) when (kernelEvent is TablePaged)
        {
            // Rows made of characters that each take six bytes.
            Write(new TablePaged { RequestId = ((TablePaged)kernelEvent).RequestId, Problem = "These rows are too long to send. Show fewer columns, or shorter texts." });
        }
    }

    private static KernelOutput TooLarge(KernelOutput output)
    {
        var sentence = MimeBundle.Text($"This value is too large to show: more than {FrameLimits.MaxFrameBytes / 1024 / 1024} MB. Show a part of it.");
        return output switch
        {
            DisplayValue value => value with { Data = sentence },
            DisplayUpdate update => update with { Data = sentence },
            _ => new ErrorOutput { Error = new ErrorReport { Name = "Notebook", Message = sentence.PlainText } },
        };
    }

    // This thread exists to wait for the pipe; over the process's own descriptors the call completes before it returns.
    private void Write(KernelEvent kernelEvent) =>
        _pipe.WriteAsync(kernelEvent, ProtocolJson.Default.KernelEvent, CancellationToken.None).AsTask().GetAwaiter().GetResult();
}
