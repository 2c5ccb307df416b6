using System.Collections.Immutable;
using LiteDB;
using Notebook.Web.Documents;
using Notebook.Web.Sharing;

namespace Notebook.Web.Storage;

/// <summary>Between what is shared with whom in memory and the database's records. By hand, as <see cref="NotebookRecords"/> is.</summary>
internal static class SharingRecords
{
    public static string IdOf(NotebookId id, Grantee grantee) => $"{id}/{grantee.Key}";

    public static BsonDocument Grant(Grant grant) => new()
    {
        ["_id"] = IdOf(grant.NotebookId, grant.Grantee),
        ["role"] = RoleWords.Of(grant.Role),
        ["expires"] = Optional(grant.ExpiresAt),
        ["by"] = grant.GivenBy,
        ["at"] = grant.GivenAt.UtcTicks,
    };

    public static BsonDocument Link(ShareLink link) => new()
    {
        ["_id"] = link.Id.Value,
        ["notebook"] = link.NotebookId.Value,
        ["hash"] = link.TokenHash,
        ["role"] = RoleWords.Of(link.Role),
        ["copies"] = link.GivesCopies,
        ["expires"] = Optional(link.ExpiresAt),
        ["by"] = link.CreatedBy,
        ["at"] = link.CreatedAt.UtcTicks,
    };

    public static BsonDocument Group(Group group) => new()
    {
        ["_id"] = group.Id.Value,
        ["name"] = group.Name,
        ["at"] = group.CreatedAt.UtcTicks,
        ["members"] = new BsonArray(group.Members.Select(static member => new BsonDocument { ["id"] = member.Key, ["manages"] = member.Value })),
        ["invite"] = group.InviteHash is { } hash ? hash : BsonValue.Null,
        ["inviteExpires"] = Optional(group.InviteExpiresAt),
        ["limits"] = group.Limits is { } limits
            ? new BsonDocument { ["memory"] = Optional(limits.MemoryMegabytes), ["minutes"] = Optional(limits.CellMinutes), ["processor"] = Optional(limits.CellProcessorMinutes) }
            : BsonValue.Null,
    };

    public static BsonDocument Attributes(NotebookAttributes attributes) => new()
    {
        ["_id"] = attributes.NotebookId.Value,
        ["group"] = attributes.Group?.Value is { } group ? group : BsonValue.Null,
        ["tags"] = new BsonArray(attributes.Tags.Select(static tag => new BsonValue(tag))),
        ["classOf"] = attributes.ClassOf?.Value is { } original ? original : BsonValue.Null,
        ["student"] = attributes.StudentId is { } student ? student : BsonValue.Null,
        ["playgroundOf"] = attributes.PlaygroundOf?.Value is { } played ? played : BsonValue.Null,
    };

    public static BsonDocument Star(NotebookStarred starred) => new()
    {
        ["_id"] = $"{starred.PersonId}/{starred.NotebookId}",
        ["person"] = starred.PersonId,
        ["notebook"] = starred.NotebookId.Value,
    };

    /// <summary>Everything that is kept about sharing. A record that this version can't read gives nobody anything.</summary>
    public static SharingState Read(LiteDatabase database)
    {
        var grants = database.GetCollection(DatabaseSchema.Grants).FindAll().Select(ReadGrant).OfType<Grant>().GroupBy(static grant => grant.NotebookId);
        var stars = database.GetCollection(DatabaseSchema.Stars).FindAll().GroupBy(static record => record["person"].AsString, static record => new NotebookId(record["notebook"].AsString));
        return SharingState.Empty with
        {
            Grants = grants.ToImmutableDictionary(static group => group.Key, static group => group.OrderBy(static grant => grant.GivenAt).ToImmutableArray()),
            Links = database.GetCollection(DatabaseSchema.Links).FindAll().Select(ReadLink).ToImmutableDictionary(static link => link.Id),
            Groups = database.GetCollection(DatabaseSchema.Groups).FindAll().Select(ReadGroup).ToImmutableDictionary(static group => group.Id),
            Attributes = database.GetCollection(DatabaseSchema.Attributes).FindAll().Select(ReadAttributes).ToImmutableDictionary(static attributes => attributes.NotebookId),
            Stars = stars.ToImmutableDictionary(static group => group.Key, static group => group.ToImmutableHashSet(), StringComparer.Ordinal),
        };
    }

    private static Grant? ReadGrant(BsonDocument record)
    {
        var (id, slash) = (record["_id"].AsString, record["_id"].AsString.IndexOf('/'));
        return Grantee.Parse(id[(slash + 1)..]) is { } grantee
            ? new Grant
            {
                NotebookId = new(id[..slash]),
                Grantee = grantee,
                Role = RoleWords.Read(record["role"].AsString),
                ExpiresAt = OptionalTime(record["expires"]),
                GivenBy = record["by"].AsString,
                GivenAt = NotebookRecords.Time(record["at"]),
            }
            : null;
    }

    private static ShareLink ReadLink(BsonDocument record) => new()
    {
        Id = new(record["_id"].AsString),
        NotebookId = new(record["notebook"].AsString),
        TokenHash = record["hash"].AsString,
        Role = RoleWords.Read(record["role"].AsString),
        GivesCopies = record["copies"].AsBoolean,
        ExpiresAt = OptionalTime(record["expires"]),
        CreatedBy = record["by"].AsString,
        CreatedAt = NotebookRecords.Time(record["at"]),
    };

    private static Group ReadGroup(BsonDocument record) => new()
    {
        Id = new(record["_id"].AsString),
        Name = record["name"].AsString,
        CreatedAt = NotebookRecords.Time(record["at"]),
        Members = record["members"].AsArray.ToImmutableDictionary(static member => member["id"].AsString, static member => member["manages"].AsBoolean),
        InviteHash = record["invite"].IsNull ? null : record["invite"].AsString,
        InviteExpiresAt = OptionalTime(record["inviteExpires"]),
        Limits = record["limits"] is { IsDocument: true } limits
            ? new GroupLimits { MemoryMegabytes = (int?)OptionalNumber(limits["memory"]), CellMinutes = OptionalNumber(limits["minutes"]), CellProcessorMinutes = OptionalNumber(limits["processor"]) }
            : null,
    };

    private static NotebookAttributes ReadAttributes(BsonDocument record) => new()
    {
        NotebookId = new(record["_id"].AsString),
        Group = record["group"].IsNull ? null : new GroupId(record["group"].AsString),
        Tags = [.. record["tags"].AsArray.Select(static tag => tag.AsString)],
        ClassOf = record["classOf"].IsNull ? null : new NotebookId(record["classOf"].AsString),
        StudentId = record["student"].IsNull ? null : record["student"].AsString,
        PlaygroundOf = record["playgroundOf"].IsNull ? null : new NotebookId(record["playgroundOf"].AsString),
    };

    private static BsonValue Optional(DateTimeOffset? at) => at is { } time ? new BsonValue(time.UtcTicks) : BsonValue.Null;

    private static BsonValue Optional(double? number) => number is { } value ? new BsonValue(value) : BsonValue.Null;

    private static double? OptionalNumber(BsonValue number) => number.IsNumber ? number.AsDouble : null;

    private static DateTimeOffset? OptionalTime(BsonValue ticks) => ticks.IsNull ? null : NotebookRecords.Time(ticks);
}
