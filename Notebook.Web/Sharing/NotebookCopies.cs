using Notebook.Web.Documents;
using Notebook.Web.Files;
using Notebook.Web.Sessions;
using Notebook.Web.Storage;

namespace Notebook.Web.Sharing;

/// <summary>
/// Copies of notebooks: for keeping, for playing, for each of a class. A copy has text and outputs; the files beside the notebook
/// only come along for those who may read them.
/// </summary>
public sealed class NotebookCopies(NotebookList notebooks, INotebookStore store, NotebookAccess access, NotebookAreas areas, TimeProvider time)
{
    private static string NeedsAccount { get; } = "Sign in to have a copy of your own.";

    /// <summary>Makes a copy that belongs to the visitor.</summary>
    /// <returns>The copy, or the sentence of a refusal.</returns>
    /// <exception cref="StoreException">It could not be kept.</exception>
    public Task<(NotebookId? Copy, string? Problem)> CopyAsync(NotebookId id, Visitor visitor, CancellationToken cancellationToken = default) =>
        CopyAsync(id, visitor, static title => $"Copy of {title}", static created => created, cancellationToken);

    /// <summary>Opens a private copy to play with, which is discarded unless it is kept. Who has one of this notebook gets that one.</summary>
    /// <inheritdoc cref="CopyAsync(NotebookId, Visitor, CancellationToken)"/>
    public Task<(NotebookId? Copy, string? Problem)> PlayAsync(NotebookId id, Visitor visitor, CancellationToken cancellationToken = default)
    {
        if (visitor.Person is { } person && FindPlayground(id, person.Id) is { } open)
            return Task.FromResult<(NotebookId?, string?)>((open, null));
        return CopyAsync(id, visitor, static title => title, created => created with { Attributes = new() { NotebookId = created.NotebookId, PlaygroundOf = id } }, cancellationToken);
    }

    /// <summary>Makes an ordinary notebook of a playground.</summary>
    public async Task<string?> KeepAsync(NotebookId playground, Visitor visitor, CancellationToken cancellationToken = default)
    {
        if (access.RoleOf(visitor, playground) < NotebookRole.Owner)
            return VisibleNotebooks.Gone;
        await store.CommitAsync([new AttributesChanged(access.State.AttributesOf(playground) with { PlaygroundOf = null })], cancellationToken);
        return null;
    }

    /// <summary>Ends a playground with everything in it.</summary>
    public async Task<string?> DiscardAsync(NotebookId playground, Visitor visitor, CancellationToken cancellationToken = default)
    {
        if (access.RoleOf(visitor, playground) < NotebookRole.Owner || access.State.AttributesOf(playground).PlaygroundOf is null)
            return VisibleNotebooks.Gone;
        await notebooks.TrashAsync(playground, cancellationToken);
        await notebooks.DeleteForeverAsync(playground, cancellationToken);
        return null;
    }

    /// <summary>The notebook's files for its copy, as far as they can be read: a link that a cell left there is no file.</summary>
    internal async Task CopyFilesAsync(NotebookId from, NotebookId to, CancellationToken cancellationToken)
    {
        if (areas.Find(from, FileArea.Notebook) is { } source && areas.Find(to, FileArea.Notebook) is { } target)
            await source.CopyToAsync(target, cancellationToken);
    }

    private NotebookId? FindPlayground(NotebookId id, string personId)
    {
        var state = access.State;
        foreach (var (notebook, attributes) in state.Attributes)
            if (attributes.PlaygroundOf == id && state.GrantsOf(notebook).Any(grant => grant.Grantee is Grantee.Person owner && owner.Id == personId && grant.Role == NotebookRole.Owner))
                return notebook;
        return null;
    }

    private async Task<(NotebookId? Copy, string? Problem)> CopyAsync(
        NotebookId id, Visitor visitor, Func<string, string> title, Func<NotebookCreated, NotebookCreated> change, CancellationToken cancellationToken)
    {
        if (!access.IsActive(visitor))
            return (null, NeedsAccount);
        if (access.RoleOf(visitor, id) is var role && role == NotebookRole.None || await notebooks.CopyAsync(id, title, cancellationToken) is not { } document)
            return (null, VisibleNotebooks.Gone);
        if (role >= FileRules.Reads)
            await CopyFilesAsync(id, document.Id, cancellationToken);
        await store.CommitAsync([change(NotebookCreated.For(visitor.Person!.Id, document with { CreatedAt = time.GetUtcNow() }))], cancellationToken);
        return (document.Id, null);
    }
}
