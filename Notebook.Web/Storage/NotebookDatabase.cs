using LiteDB;
using LiteDB.Engine;

namespace Notebook.Web.Storage;

/// <summary>
/// The open LiteDB file. Reads from any thread; commits from one at a time, each on the disk when it returns. Opens itself again
/// after the disk refused a write. Disposing closes it.
/// </summary>
internal sealed class NotebookDatabase : IDisposable
{
    /// <summary>When nothing else is to be done, a log of this size moves into the data file; LiteDB's own figure.</summary>
    private const long IdleLogBytes = 1_000L * WriteAheadStream.PageSize;

    /// <summary>A log of this size moves even while commits wait (some 100 ms).</summary>
    private const long MaxLogBytes = 16 * IdleLogBytes;

    /// <summary>LiteDB's log thread can miss that it was given a page; the next page wakes it.</summary>
    private static readonly TimeSpan WakePatience = TimeSpan.FromMilliseconds(100);

    private const int MaxWakes = 100;

    private readonly ReaderWriterLockSlim _lock = new();
    private readonly DataFolder _folder;
    private readonly DatabaseSchema _schema;
    private readonly Action? _beforeLogWrite;
    private WriteAheadStream? _log;
    private LiteDatabase? _database;
    private long _acknowledged;
    private int _holds;

    /// <summary>Whether there was no database before.</summary>
    public bool IsNew { get; private set; }

    /// <param name="folder">Locked by the caller.</param>
    /// <param name="schema">Which schema to bring the file to.</param>
    /// <param name="beforeLogWrite">See <see cref="WriteAheadStream"/>.</param>
    /// <exception cref="StoreException">The file cannot be opened.</exception>
    public NotebookDatabase(DataFolder folder, DatabaseSchema schema, Action? beforeLogWrite = null)
    {
        _folder = folder;
        _schema = schema;
        _beforeLogWrite = beforeLogWrite;
        try
        {
            Open();
        }
        catch
        {
            Close();
            throw;
        }
    }

    /// <exception cref="StoreException">The file cannot be read.</exception>
    public T Read<T>(Func<LiteDatabase, T> read)
    {
        _lock.EnterReadLock();
        try
        {
            return read(_database ?? throw new IOException("The database is closed since its disk refused a write."));
        }
        catch (Exception exception) when (exception is IOException or LiteException)
        {
            throw StoreException.NotRead(exception);
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    /// <summary>Runs one transaction. For one caller at a time, who stays on one thread: LiteDB ties transactions to threads.</summary>
    /// <exception cref="StoreException">Nothing of it was kept.</exception>
    public void Commit(Action<LiteDatabase> write)
    {
        try
        {
            if (_database is null)
                Reopen();
            var database = _database!;
            database.BeginTrans();
            write(database);
            database.Commit();
            WaitUntilWritten();
        }
        catch (Exception exception)
        {
            // What LiteDB holds in memory may now be more than what is kept: start again from the disk.
            TryReopen();
            if (exception is IOException or LiteException)
                throw StoreException.NotKept(exception);
            throw;
        }
    }

    /// <summary>Moves a log that has grown into the data file. A failure is of no consequence: the log still holds everything.</summary>
    public void Tidy(bool isIdle)
    {
        if (_database is null || Volatile.Read(ref _holds) > 0 || _log is not { } log || log.Length < (isIdle ? IdleLogBytes : MaxLogBytes))
            return;
        try
        {
            Checkpoint();
        }
        catch (Exception exception) when (exception is IOException or LiteException)
        {
            TryReopen();
        }
    }

    /// <summary>
    /// Moves the log into the data file, which then stays as it is until <see cref="Release"/>: commits go to the log only. Called between two commits.
    /// </summary>
    /// <exception cref="StoreException">The disk does not allow it.</exception>
    public void Hold()
    {
        try
        {
            if (_database is null)
                Reopen();
            Checkpoint();
            Interlocked.Increment(ref _holds);
        }
        catch (Exception exception) when (exception is IOException or LiteException)
        {
            TryReopen();
            throw StoreException.NotRead(exception);
        }
    }

    /// <summary>Lets the log be moved again.</summary>
    public void Release() => Interlocked.Decrement(ref _holds);

    public void Dispose()
    {
        _lock.EnterWriteLock();
        try
        {
            try
            {
                if (_database is not null && _holds == 0)
                    Checkpoint();
            }
            catch (Exception exception) when (exception is IOException or LiteException)
            {
                // The log still holds everything; the next start reads it.
            }

            Close();
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }

    /// <summary>Waits until everything LiteDB has committed is on the disk.</summary>
    private void WaitUntilWritten()
    {
        var (database, log) = (_database!, _log!);
        for (var wakes = 0; ; wakes++)
        {
            var length = database.GetCollection("$database").Query().First()["logFileSize"].AsInt64;
            if (log.WaitFor(length, WakePatience))
            {
                _acknowledged = length;
                return;
            }

            if (wakes == MaxWakes)
                throw new IOException("The database's log does not answer.");
            database.GetCollection(DatabaseSchema.Meta).Upsert(new BsonDocument { ["_id"] = "wake", ["count"] = wakes });
        }
    }

    /// <summary>Moves the log into the data file.</summary>
    private void Checkpoint()
    {
        _database!.Checkpoint();
        _acknowledged = _log!.Length;
    }

    private void Open()
    {
        try
        {
            var path = _folder.Database;
            _acknowledged = long.MaxValue;
            _log = new WriteAheadStream(Path.Combine(Path.GetDirectoryName(path)!, Path.GetFileNameWithoutExtension(path) + "-log.db"), _beforeLogWrite);
            // Ordinal: LiteDB's default would take the cells a and A for one.
            _database = new LiteDatabase(new LiteEngine(new EngineSettings
            {
                Filename = path,
                LogStream = _log,
                Collation = new Collation(127, System.Globalization.CompareOptions.Ordinal),
            }));
            // LiteDB would move the log while its own thread may still be writing to it; Tidy does it when the log is whole.
            _database.CheckpointSize = 0;
            IsNew |= _schema.Bring(_database, _folder);
            WaitUntilWritten();
        }
        catch (Exception exception) when (exception is IOException or LiteException or UnauthorizedAccessException)
        {
            throw new StoreException($"The database {_folder.Database} cannot be opened: {exception.Message}", exception);
        }
    }

    private void Reopen()
    {
        _lock.EnterWriteLock();
        try
        {
            Close();
            try
            {
                Open();
            }
            catch
            {
                Close();
                throw;
            }
        }
        catch (StoreException exception)
        {
            throw exception.InnerException as IOException ?? new IOException(exception.Message, exception);
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }

    private void TryReopen()
    {
        try
        {
            Reopen();
        }
        catch (IOException)
        {
            // The disk is still full, or gone. The next commit tries again; until then reads say so.
        }
    }

    private void Close()
    {
        _database?.Dispose();
        _database = null;
        if (_log is null)
            return;
        try
        {
            // What follows was never acknowledged, and those who asked were told that it was not kept.
            _log.CutTo(_acknowledged);
        }
        catch (IOException)
        {
            // Then LiteDB drops what is incomplete when it opens the log.
        }

        _log.Dispose();
        _log = null;
    }
}
