using LiteDB;
using Notebook.Web.Accounts;

namespace Notebook.Web.Storage;

/// <summary>
/// The collections of the database and their version. Opening an older file copies it first, then runs one step per version,
/// each a transaction of its own.
/// </summary>
internal sealed class DatabaseSchema
{
    public const string Meta = "meta";

    /// <summary>Title and times: small, because every keystroke changes one.</summary>
    public const string Notebooks = "notebooks";

    /// <summary>Order of cells and the file's own metadata.</summary>
    public const string Layouts = "layouts";

    /// <summary>Kind and text, by notebook and cell.</summary>
    public const string Cells = "cells";

    /// <summary>Last run and outputs, by notebook and cell.</summary>
    public const string Outputs = "outputs";

    /// <summary>When who opened which notebook last, by person and notebook.</summary>
    public const string Visits = "visits";

    /// <summary>What people said about cells: one record per thread, by notebook and thread.</summary>
    public const string Comments = "comments";

    /// <summary>Earlier states: one record per revision, by notebook and revision; the cells are bodies.</summary>
    public const string Revisions = "revisions";

    /// <summary>Who holds which role, by notebook and grantee.</summary>
    public const string Grants = "grants";

    /// <summary>Links by id, with the hashes of their tokens.</summary>
    public const string Links = "links";

    public const string Groups = "groups";

    /// <summary>Where notebooks belong, by notebook.</summary>
    public const string Attributes = "attributes";

    /// <summary>Which notebooks a person has starred, by person and notebook.</summary>
    public const string Stars = "stars";

    /// <summary>Who may sign in, and how, by account.</summary>
    public const string Accounts = "accounts";

    /// <summary>Sign-ins that ended before their cookies do.</summary>
    public const string EndedSignIns = "endedSignIns";

    /// <summary>Invitations and password resets that nobody has used yet.</summary>
    public const string AccountLinks = "accountLinks";

    /// <summary>What administrators announce.</summary>
    public const string Announcements = "announcements";

    /// <summary>What an administrator has set for all kernels: one record.</summary>
    public const string KernelBudgets = "kernelBudgets";

    /// <summary>Who did what, oldest first.</summary>
    public const string Audit = "audit";

    /// <summary>What the last verification of each notebook found.</summary>
    public const string Verifications = "verifications";

    /// <summary>Secrets of notebooks, encrypted, by notebook and name.</summary>
    public const string Secrets = "secrets";

    private const string VersionId = "schema";

    private readonly IReadOnlyList<Action<LiteDatabase>> _steps;

    /// <param name="steps">Step n brings version n + 1 to version n + 2; the version now is one more than their number.</param>
    public DatabaseSchema(IReadOnlyList<Action<LiteDatabase>> steps) => _steps = steps;

    public static DatabaseSchema Current { get; } = new(
    [
        // 2: the trash. Nothing is converted, but a server that knows no trash would show what lies in it.
        static _ => { },
        // 3: accounts. Everything until now was done by the one person "owner", which is the id that the first account gets.
        static _ => { },
        // 4: grants. What exists belongs to the person who could see everything before.
        static database =>
        {
            foreach (var notebook in database.GetCollection(Notebooks).FindAll().Select(NotebookRecords.Summary).ToList())
                database.GetCollection(Grants).Upsert(SharingRecords.Grant(NotebookCreated.OwnerOf(notebook.Id, Account.FirstId, notebook.CreatedAt)));
        },
        // 5: comments and revisions. A server that knows none would sweep away what they refer to.
        static _ => { },
    ]);

    public int Version => _steps.Count + 1;

    /// <summary>Brings a database to this version.</summary>
    /// <returns>Whether it was empty.</returns>
    /// <exception cref="StoreException">The file is from a newer server, or its copy cannot be made.</exception>
    public bool Bring(LiteDatabase database, DataFolder folder)
    {
        var meta = database.GetCollection(Meta);
        if (meta.FindById(VersionId) is not { } stored)
        {
            meta.Insert(new BsonDocument { ["_id"] = VersionId, ["version"] = Version });
            return true;
        }

        var version = stored["version"].AsInt32;
        if (version > Version)
            throw new StoreException($"The data folder {folder} was written by a newer version of this server (schema {version}; this one knows {Version}). Start that version, or restore an older backup into another folder.");
        if (version == Version)
            return false;

        database.Checkpoint();
        File.Copy(folder.Database, folder.Backup(version), overwrite: true);
        for (; version < Version; version++)
        {
            database.BeginTrans();
            _steps[version - 1](database);
            meta.Update(new BsonDocument { ["_id"] = VersionId, ["version"] = version + 1 });
            database.Commit();
        }

        return false;
    }
}
