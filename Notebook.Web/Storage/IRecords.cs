namespace Notebook.Web.Storage;

/// <summary>
/// A collection of small records of one kind, few enough to be held in memory by whoever owns them: accounts, links, groups,
/// grants. Written through the lane of all commits.
/// </summary>
/// <typeparam name="T">Serialized as JSON; what is stored stays readable as long as no property is renamed.</typeparam>
public interface IRecords<T>
    where T : class
{
    /// <exception cref="StoreException">They cannot be read; the message is for people.</exception>
    ValueTask<IReadOnlyList<T>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Keeps a record in place of the one that has its id, in order with the calls before.</summary>
    /// <returns>Completes when it would survive the end of this process.</returns>
    /// <exception cref="StoreException">It was not kept; the message is for people.</exception>
    Task SaveAsync(T record);

    /// <summary>Removes the record of this id, if there is one; otherwise like <see cref="SaveAsync"/>.</summary>
    Task DeleteAsync(string id);
}
