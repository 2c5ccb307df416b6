using System.Collections.Immutable;
using Notebook.Web.Documents;
using Notebook.Web.History;
using Notebook.Web.Sharing;

namespace Notebook.Web.Storage;

/// <summary>One change to what is kept; small, so that a keystroke does not write a notebook again.</summary>
public abstract record StoreChange;

/// <summary>A change to what is kept of one notebook.</summary>
public abstract record NotebookStoreChange(NotebookId NotebookId) : StoreChange;

/// <summary>Keeps a whole new notebook, outputs included, with its first grants. Without any, nobody can see it.</summary>
public sealed record NotebookCreated(NotebookDocument Document) : NotebookStoreChange(Document.Id)
{
    public ImmutableArray<Grant> Grants { get; init; } = [];

    public NotebookAttributes? Attributes { get; init; }

    /// <summary>A notebook that belongs to one person.</summary>
    public static NotebookCreated For(string ownerId, NotebookDocument document) => new(document) { Grants = [OwnerOf(document.Id, ownerId, document.CreatedAt)] };

    /// <summary>The grant that makes somebody a notebook's owner.</summary>
    public static Grant OwnerOf(NotebookId id, string personId, DateTimeOffset at) =>
        new() { NotebookId = id, Grantee = new Grantee.Person(personId), Role = NotebookRole.Owner, GivenBy = personId, GivenAt = at };
}

/// <summary>Keeps title, metadata and the order of cells; not the cells.</summary>
public sealed record NotebookChanged(NotebookDocument Document) : NotebookStoreChange(Document.Id);

/// <summary>
/// Keeps a cell's kind, metadata and text with its recent updates; not its run and outputs. A cell that was deleted since the
/// notebook was loaded is there again, with the run and outputs it had.
/// </summary>
public sealed record CellChanged(NotebookId NotebookId, Cell Cell, DateTimeOffset ModifiedAt) : NotebookStoreChange(NotebookId);

/// <summary>
/// Keeps a cell's last run and outputs as they are now, and everything its journal held until this change was handed over:
/// the journal is removed afterwards. Ignored when the cell is gone.
/// </summary>
public sealed record OutputsChanged(NotebookId NotebookId, Cell Cell) : NotebookStoreChange(NotebookId);

/// <summary>Takes a cell away. What it had is put aside until the notebook is loaded the next time, so that undoing brings all of it back.</summary>
public sealed record CellDeleted(NotebookId NotebookId, CellId CellId) : NotebookStoreChange(NotebookId);

/// <summary>Ends what <see cref="CellDeleted"/> put aside.</summary>
internal sealed record CellForgotten(NotebookId NotebookId, CellId CellId) : NotebookStoreChange(NotebookId);

/// <summary>Keeps a notebook as it is now as a revision, outputs included. What other records of the notebook hold already is not stored again.</summary>
public sealed record RevisionSaved(NotebookId NotebookId, Revision Revision, NotebookDocument Document) : NotebookStoreChange(NotebookId);

/// <summary>Keeps what the last verification found.</summary>
public sealed record VerificationKept(NotebookId NotebookId, Verification Verification) : NotebookStoreChange(NotebookId);

/// <summary>Removes revisions.</summary>
public sealed record RevisionsDeleted(NotebookId NotebookId, ImmutableArray<RevisionId> RevisionIds) : NotebookStoreChange(NotebookId);

/// <summary>Keeps a thread of comments as it is now.</summary>
public sealed record CommentsChanged(NotebookId NotebookId, CommentThread Thread) : NotebookStoreChange(NotebookId);

/// <summary>Removes a thread of comments.</summary>
public sealed record CommentsDeleted(NotebookId NotebookId, CommentId ThreadId) : NotebookStoreChange(NotebookId);

/// <summary>Puts a notebook into the trash: it can't be opened and is in no list but the trash's, and keeps everything.</summary>
public sealed record NotebookTrashed(NotebookId NotebookId, DateTimeOffset TrashedAt) : NotebookStoreChange(NotebookId);

/// <summary>Takes a notebook out of the trash.</summary>
public sealed record NotebookRestored(NotebookId NotebookId) : NotebookStoreChange(NotebookId);

/// <summary>Keeps when somebody opened the notebook last.</summary>
public sealed record NotebookVisited(NotebookId NotebookId, string PersonId, DateTimeOffset VisitedAt) : NotebookStoreChange(NotebookId);

/// <summary>Removes a notebook with everything that was kept of it: its folder, grants and links included.</summary>
public sealed record NotebookDeleted(NotebookId NotebookId) : NotebookStoreChange(NotebookId);
