using System.Text.Json.Serialization.Metadata;
using LiteDB;
using Json = System.Text.Json.JsonSerializer;

namespace Notebook.Web.Storage;

/// <summary>Records as JSON beside their id in a collection of the database.</summary>
internal sealed class LiteDbRecords<T>(OpenDataFolder data, string collection, Func<T, string> idOf, JsonTypeInfo<T> json) : IRecords<T>
    where T : class
{
    public ValueTask<IReadOnlyList<T>> ListAsync(CancellationToken cancellationToken) =>
        new(Task.Run(() => data.Read(lite => (IReadOnlyList<T>)[.. lite.GetCollection(collection).FindAll().Select(Read)]), cancellationToken));

    public Task SaveAsync(T record)
    {
        var document = new BsonDocument { ["_id"] = idOf(record), ["json"] = Json.Serialize(record, json) };
        return data.WriteAsync(lite => lite.GetCollection(collection).Upsert(document));
    }

    public Task DeleteAsync(string id) => data.WriteAsync(lite => lite.GetCollection(collection).Delete(id));

    private T Read(BsonDocument document) =>
        Json.Deserialize(document["json"].AsString, json) ?? throw new IOException($"The record {document["_id"]} of {collection} is empty.");
}
