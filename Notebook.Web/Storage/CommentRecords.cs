using LiteDB;
using Notebook.Web.Documents;
using Json = System.Text.Json.JsonSerializer;

namespace Notebook.Web.Storage;

/// <summary>Between threads of comments in memory and the database's records.</summary>
internal static class CommentRecords
{
    public static string IdOf(NotebookId id, CommentId threadId) => $"{id}/{threadId}";

    public static BsonDocument Record(NotebookId id, CommentThread thread) => new()
    {
        ["_id"] = IdOf(id, thread.Id),
        ["cell"] = thread.CellId.Value,
        ["comments"] = Json.Serialize([.. thread.Comments.Select(ToStored)], StorageJson.Compact.ImmutableArrayStoredComment),
        ["resolvedBy"] = thread.ResolvedBy is { } by ? StoredText.Whole(by) : BsonValue.Null,
        ["resolvedAt"] = thread.ResolvedAt is { } at ? at.UtcTicks : BsonValue.Null,
    };

    public static CommentThread Read(BsonDocument record) => new()
    {
        Id = new(NotebookRecords.CellIdOf(record).Value),
        CellId = new(record["cell"].AsString),
        Comments = [.. Json.Deserialize(record["comments"].AsString, StorageJson.Compact.ImmutableArrayStoredComment).Select(FromStored)],
        ResolvedBy = record["resolvedBy"].IsNull ? null : record["resolvedBy"].AsString,
        ResolvedAt = record["resolvedAt"].IsNull ? null : NotebookRecords.Time(record["resolvedAt"]),
    };

    private static StoredComment ToStored(CellComment comment) => new()
    {
        Id = comment.Id.Value,
        AuthorId = comment.AuthorId,
        Author = StoredText.Whole(comment.Author),
        Text = StoredText.Whole(comment.Text),
        At = comment.At,
        EditedAt = comment.EditedAt,
        IsDeleted = comment.IsDeleted,
    };

    private static CellComment FromStored(StoredComment stored) => new()
    {
        Id = new(stored.Id),
        AuthorId = stored.AuthorId,
        Author = stored.Author,
        Text = stored.Text,
        At = stored.At,
        EditedAt = stored.EditedAt,
        IsDeleted = stored.IsDeleted,
    };
}
