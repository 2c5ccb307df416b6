using Notebook.Web.Storage;

namespace Notebook.Tests.Storage.Fakes;

/// <summary>Records that last as long as the test. Refuses writes while <see cref="IsFull"/>.</summary>
internal sealed class InMemoryRecords<T>(Func<T, string> idOf) : IRecords<T>
    where T : class
{
    private readonly Dictionary<string, T> _records = [];

    public bool IsFull { get; set; }

    public ValueTask<IReadOnlyList<T>> ListAsync(CancellationToken cancellationToken)
    {
        lock (_records)
            return new([.. _records.Values]);
    }

    public Task SaveAsync(T record) => Write(() => _records[idOf(record)] = record);

    public Task DeleteAsync(string id) => Write(() => _records.Remove(id));

    private Task Write(Action write)
    {
        if (IsFull)
            return Task.FromException(new StoreException("The server's disk is full."));
        lock (_records)
            write();
        return Task.CompletedTask;
    }
}
