using LiteDB;
using Notebook.Web.Documents;
using Notebook.Web.History;
using Json = System.Text.Json.JsonSerializer;

namespace Notebook.Web.Storage;

/// <summary>Between the last verification of a notebook and the database's record.</summary>
internal static class VerificationRecords
{
    public static BsonDocument Record(NotebookId id, Verification verification) => new()
    {
        ["_id"] = id.Value,
        ["verification"] = StoredText.Whole(Json.Serialize(verification, StorageJson.Compact.Verification)),
    };

    public static Verification? Read(BsonDocument? record) => record is null ? null : Json.Deserialize(record["verification"].AsString, StorageJson.Compact.Verification);
}
