using Microsoft.Win32.SafeHandles;

namespace Notebook.Web.Storage;

/// <summary>
/// The log file under LiteDB. LiteDB 5.0.20 commits by handing its pages to a thread that writes them some time later, so that
/// a committed change can still be lost; and when that thread meets a full disk, it waits for itself for ever. This stream
/// tells what has really reached the disk, and keeps failures to itself for the one writer to find.
/// </summary>
internal sealed class WriteAheadStream : Stream
{
    public const int PageSize = 8192;

    // Monitor, because a Lock cannot be waited on.
    private readonly object _lock = new();
    private readonly SafeFileHandle _file;
    private readonly Action? _beforeWrite;
    private long _position;
    private long _length;
    private long _flushed;
    private IOException? _failure;

    /// <param name="path">The log's path.</param>
    /// <param name="beforeWrite">Called before each write; a test throws here what a full disk throws.</param>
    public WriteAheadStream(string path, Action? beforeWrite = null)
    {
        _file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        _length = RandomAccess.GetLength(_file);
        _flushed = _length;
        _beforeWrite = beforeWrite;
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => Volatile.Read(ref _length);

    // LiteDB sets it before every read and write, holding a lock on this stream.
    public override long Position
    {
        get => _position;
        set => _position = value;
    }

    /// <summary>Waits until the file is on the disk up to a length.</summary>
    /// <returns>False when it is not within the time.</returns>
    /// <exception cref="IOException">It could not be written.</exception>
    public bool WaitFor(long length, TimeSpan patience)
    {
        lock (_lock)
        {
            while (_flushed < length)
            {
                if (_failure is { } failure)
                    throw new IOException(failure.Message, failure) { HResult = failure.HResult };
                if (!Monitor.Wait(_lock, patience))
                    return false;
            }

            return true;
        }
    }

    /// <summary>Cuts the file to what was acknowledged.</summary>
    public void CutTo(long length)
    {
        lock (_lock)
        {
            if (RandomAccess.GetLength(_file) > length)
                RandomAccess.SetLength(_file, length);
        }
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = RandomAccess.Read(_file, buffer.AsSpan(offset, count), _position);
        _position += read;
        return read;
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        lock (_lock)
        {
            if (_failure is null)
                try
                {
                    _beforeWrite?.Invoke();
                    RandomAccess.Write(_file, buffer.AsSpan(offset, count), _position);
                }
                catch (IOException exception)
                {
                    Fail(exception);
                }

            _position += count;
            _length = Math.Max(_length, _position);
        }
    }

    public override void Flush()
    {
        long length;
        lock (_lock)
        {
            if (_failure is not null)
                return;
            length = _length;
        }

        try
        {
            // fsync: what is acknowledged survives a power cut too; 0.5 ms where it was measured.
            RandomAccess.FlushToDisk(_file);
        }
        catch (IOException exception)
        {
            lock (_lock)
                Fail(exception);
            return;
        }

        lock (_lock)
        {
            _flushed = length;
            Monitor.PulseAll(_lock);
        }
    }

    public override void SetLength(long value)
    {
        lock (_lock)
        {
            RandomAccess.SetLength(_file, value);
            _length = value;
            _flushed = Math.Min(_flushed, value);
        }
    }

    public override long Seek(long offset, SeekOrigin origin) => _position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => Length + offset,
    };

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _file.Dispose();
        base.Dispose(disposing);
    }

    private void Fail(IOException exception)
    {
        _failure ??= exception;
        Monitor.PulseAll(_lock);
    }
}
