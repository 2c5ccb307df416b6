using System.Collections.Immutable;
using Notebook.Web.Documents;
using Notebook.Web.History;
using Notebook.Web.Sessions;
using Notebook.Web.Storage;

namespace Notebook.Web.Sharing;

/// <summary>
/// What one visitor sees of all notebooks and may do with whole ones. Pages ask here and nowhere else, so that a list, a search
/// and a menu know the same rules. Methods that ask for a change return the sentence of a refusal, or null.
/// </summary>
public sealed class VisibleNotebooks(NotebookList notebooks, INotebookStore store, NotebookAccess access)
{
    public static string Gone { get; } = "This notebook is gone, or you may not see it any more.";

    private static string OwnersOnly { get; } = "Only an owner of this notebook may do that.";

    private static string NeedsAccount { get; } = "Sign in to keep notebooks of your own.";

    public SharingState State => access.State;

    /// <summary>What the visitor may see, outside the trash and without playgrounds, last changed first.</summary>
    public async Task<IReadOnlyList<VisibleNotebook>> ListAsync(Visitor visitor, CancellationToken cancellationToken = default)
    {
        var visits = visitor.Person is { } person ? await notebooks.ListVisitsAsync(person.Id, cancellationToken) : new Dictionary<NotebookId, DateTimeOffset>();
        var state = access.State;
        return
        [
            .. (await notebooks.ListAsync(cancellationToken))
                .Select(summary => (Summary: summary, Role: access.RoleOf(visitor, summary.Id), Attributes: state.AttributesOf(summary.Id)))
                .Where(static found => found.Role >= NotebookRole.Viewer && found.Attributes.PlaygroundOf is null)
                .Select(found => new VisibleNotebook(found.Summary, found.Role, found.Attributes,
                    visitor.Person is { } starrer && state.StarsOf(starrer.Id).Contains(found.Summary.Id), IsMine(found.Summary.Id, visitor, state), visits.TryGetValue(found.Summary.Id, out var at) ? at : null)),
        ];
    }

    /// <summary>The trash of a visitor: what they own.</summary>
    public async Task<IReadOnlyList<NotebookSummary>> ListTrashAsync(Visitor visitor, CancellationToken cancellationToken = default) =>
        [.. (await notebooks.ListTrashAsync(cancellationToken)).Where(summary => access.RoleOf(visitor, summary.Id) >= NotebookRole.Owner)];

    /// <returns>The notebook, be it in the trash; null when there is none that the visitor may see, or whose trash they may not see.</returns>
    public async Task<NotebookSummary?> FindAsync(NotebookId id, Visitor visitor, CancellationToken cancellationToken = default) =>
        await notebooks.FindAsync(id, cancellationToken) is { } found && access.RoleOf(visitor, id) >= (found.TrashedAt is null ? NotebookRole.Viewer : NotebookRole.Owner) ? found : null;

    /// <summary>Looks through what the visitor may see, and nothing else.</summary>
    public ValueTask<IReadOnlyList<NotebookMatch>> SearchAsync(NotebookQuery query, Visitor visitor, CancellationToken cancellationToken = default)
    {
        var state = access.State;
        return notebooks.SearchAsync(query, id => access.RoleOf(visitor, id) >= NotebookRole.Viewer && state.AttributesOf(id).PlaygroundOf is null, cancellationToken);
    }

    /// <summary>Keeps a new notebook that belongs to the visitor.</summary>
    /// <param name="document">The notebook.</param>
    /// <param name="visitor">Whose it is.</param>
    /// <param name="group">The group it belongs to; null for none.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="StoreException">It could not be kept, or the visitor has no account here; the message is for people.</exception>
    public Task<NotebookId> CreateAsync(NotebookDocument document, Visitor visitor, GroupId? group = null, CancellationToken cancellationToken = default) =>
        KeepAsync(document, visitor, group, [], cancellationToken);

    /// <summary>Keeps a notebook that came as a file; how it came is its first revision.</summary>
    /// <inheritdoc cref="CreateAsync"/>
    public Task<NotebookId> ImportAsync(NotebookDocument document, Visitor visitor, GroupId? group = null, CancellationToken cancellationToken = default) =>
        KeepAsync(document, visitor, group, [new RevisionSaved(document.Id, Revision.OfImport(document, visitor.DisplayName), document)], cancellationToken);

    private async Task<NotebookId> KeepAsync(NotebookDocument document, Visitor visitor, GroupId? group, ImmutableArray<StoreChange> more, CancellationToken cancellationToken)
    {
        if (!access.IsActive(visitor))
            throw new StoreException(NeedsAccount);
        var created = NotebookCreated.For(visitor.Person!.Id, document);
        if (group is { } id && access.State.Groups.TryGetValue(id, out var found) && found.HasMember(visitor.Person.Id))
        {
            // Made inside a group: the others of it work in it too.
            created = created with
            {
                Attributes = new() { NotebookId = document.Id, Group = id },
                Grants = created.Grants.Add(new() { NotebookId = document.Id, Grantee = new Grantee.Members(id), Role = NotebookRole.Editor, GivenBy = visitor.Person.Id, GivenAt = document.CreatedAt }),
            };
        }

        await store.CommitAsync([created, .. more], cancellationToken);
        return document.Id;
    }

    public async Task<string?> RenameAsync(NotebookId id, string title, Visitor visitor, CancellationToken cancellationToken = default)
    {
        if (access.RoleOf(visitor, id) == NotebookRole.None)
            return Gone;
        var by = new Participant { Id = Guid.NewGuid().ToString("N"), DisplayName = visitor.DisplayName, Holds = new LiveRole(access, visitor, id) };
        return await notebooks.RenameAsync(id, title, by, cancellationToken) is OperationResult.Rejected rejected ? rejected.Message : null;
    }

    /// <summary>Puts a notebook into the trash.</summary>
    public async Task<string?> TrashAsync(NotebookId id, Visitor visitor, CancellationToken cancellationToken = default) =>
        RefuseOwner(id, visitor) ?? (await notebooks.TrashAsync(id, cancellationToken) ? null : Gone);

    /// <summary>Takes a notebook out of the trash.</summary>
    public async Task<string?> RestoreAsync(NotebookId id, Visitor visitor, CancellationToken cancellationToken = default) =>
        RefuseOwner(id, visitor) ?? (await notebooks.RestoreAsync(id, cancellationToken) ? null : "Somebody else was faster: it is not in the trash any more.");

    /// <inheritdoc cref="NotebookList.DeleteForeverAsync"/>
    public async Task<string?> DeleteForeverAsync(NotebookId id, Visitor visitor, CancellationToken cancellationToken = default) =>
        RefuseOwner(id, visitor) ?? (await notebooks.DeleteForeverAsync(id, cancellationToken) ? null : "Somebody else was faster: it is not in the trash any more.");

    /// <summary>Marks a notebook for the visitor alone.</summary>
    public async Task<string?> StarAsync(NotebookId id, bool isStarred, Visitor visitor, CancellationToken cancellationToken = default)
    {
        if (visitor.Person is not { } person || access.RoleOf(visitor, id) == NotebookRole.None)
            return Gone;
        await store.CommitAsync([new NotebookStarred(id, person.Id, isStarred)], cancellationToken);
        return null;
    }

    /// <summary>Notes that the visitor opened a notebook.</summary>
    /// <exception cref="StoreException">It could not be kept.</exception>
    public Task NoteVisitAsync(NotebookId id, Visitor visitor, CancellationToken cancellationToken = default) =>
        visitor.Person is { } person && access.RoleOf(visitor, id) > NotebookRole.None ? notebooks.NoteVisitAsync(id, person.Id, cancellationToken) : Task.CompletedTask;

    private static bool IsMine(NotebookId id, Visitor visitor, SharingState state) => visitor.Person is { } person
        && (state.AttributesOf(id).StudentId is { } student
            ? student == person.Id
            : state.GrantsOf(id).Any(grant => grant.Grantee is Grantee.Person own && own.Id == person.Id && grant.Role == NotebookRole.Owner && grant.GivenBy == person.Id));

    private string? RefuseOwner(NotebookId id, Visitor visitor) => access.RoleOf(visitor, id) switch
    {
        NotebookRole.None => Gone,
        < NotebookRole.Owner => OwnersOnly,
        _ => null,
    };
}
