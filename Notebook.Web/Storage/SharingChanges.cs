using Notebook.Web.Documents;
using Notebook.Web.Sharing;

namespace Notebook.Web.Storage;

/// <summary>Gives a role, in place of the one that the grantee had.</summary>
public sealed record GrantGiven(Grant Grant) : NotebookStoreChange(Grant.NotebookId);

/// <summary>Takes a grantee's role away.</summary>
public sealed record GrantTaken(NotebookId NotebookId, Grantee Grantee) : NotebookStoreChange(NotebookId);

public sealed record LinkCreated(ShareLink Link) : NotebookStoreChange(Link.NotebookId);

/// <summary>Ends a link, also for those who have opened it.</summary>
public sealed record LinkRevoked(NotebookId NotebookId, LinkId LinkId) : NotebookStoreChange(NotebookId);

/// <summary>Keeps where a notebook belongs.</summary>
public sealed record AttributesChanged(NotebookAttributes Attributes) : NotebookStoreChange(Attributes.NotebookId);

/// <summary>Keeps whether a person has starred a notebook.</summary>
public sealed record NotebookStarred(NotebookId NotebookId, string PersonId, bool IsStarred) : NotebookStoreChange(NotebookId);

/// <summary>Keeps a group as it is now, new or not.</summary>
public sealed record GroupChanged(Group Group) : StoreChange;

/// <summary>Removes a group with every grant that names it; notebooks that belonged to it belong to none. Its folder stays until its files are removed.</summary>
public sealed record GroupDeleted(GroupId GroupId) : StoreChange;
