using Notebook.Web.Documents;
using Notebook.Web.Storage;

namespace Notebook.Web.Sharing;

/// <summary>
/// Classes: one link to a notebook gives everyone who opens it a copy of their own. The student edits and runs it; the owners of the
/// notebook own the copies too, so they see and help, and can reset one.
/// </summary>
public sealed class ClassBook(INotebookStore store, NotebookAccess access, NotebookCopies copies, NotebookSharing sharing, Sessions.NotebookList notebooks, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _joining = new(1, 1);

    /// <summary>The copies of a class, as they are kept now.</summary>
    public IEnumerable<NotebookAttributes> CopiesOf(NotebookId original) =>
        access.State.Attributes.Values.Where(attributes => attributes.ClassOf == original && attributes.StudentId is not null);

    /// <summary>The visitor's own copy, which is made now when they have a class link and no copy yet.</summary>
    /// <returns>The copy, or the sentence of a refusal.</returns>
    /// <exception cref="StoreException">It could not be kept.</exception>
    public async Task<(NotebookId? Copy, string? Problem)> JoinAsync(NotebookId original, Visitor visitor, CancellationToken cancellationToken = default)
    {
        if (!access.IsActive(visitor))
            return (null, "Sign in to get your copy.");
        // One at a time: two tabs of a student get one copy.
        await _joining.WaitAsync(cancellationToken);
        try
        {
            var student = visitor.Person!;
            if (CopiesOf(original).FirstOrDefault(copy => copy.StudentId == student.Id) is { } known)
                return (known.NotebookId, null);
            var now = time.GetUtcNow();
            if (!visitor.Links.Any(id => access.State.Links.GetValueOrDefault(id) is { GivesCopies: true } link && link.NotebookId == original && link.HoldsAt(now)))
                return (null, "This class link does not work any more. Ask your teacher for a new one.");
            return await CopyAsync(original, student.Id, student.DisplayName, cancellationToken) is { } copy ? (copy, null) : (null, "The notebook of this class is gone.");
        }
        finally
        {
            _joining.Release();
        }
    }

    /// <summary>Gives a student a fresh copy. The one they had goes to the trash of the owners, where it can be looked at and restored.</summary>
    /// <returns>The sentence of a refusal, or null.</returns>
    /// <exception cref="StoreException">It could not be kept.</exception>
    public async Task<string?> ResetAsync(NotebookId copy, Visitor by, CancellationToken cancellationToken = default)
    {
        await _joining.WaitAsync(cancellationToken);
        try
        {
            var attributes = access.State.AttributesOf(copy);
            if (attributes is not { ClassOf: { } original, StudentId: { } student } || access.RoleOf(by, copy) < NotebookRole.Owner || access.RoleOf(by, original) < NotebookRole.Owner)
                return VisibleNotebooks.Gone;
            var name = await NameOfAsync(copy, original, cancellationToken);
            if (await CopyAsync(original, student, name, cancellationToken) is null)
                return VisibleNotebooks.Gone;
            await store.CommitAsync([new AttributesChanged(attributes with { ClassOf = null, StudentId = null }), new GrantTaken(copy, new Grantee.Person(student))], cancellationToken);
            await notebooks.TrashAsync(copy, cancellationToken);
            return null;
        }
        finally
        {
            _joining.Release();
        }
    }

    /// <summary>Makes the link of a class.</summary>
    public Task<(string? Token, string? Problem)> CreateLinkAsync(NotebookId original, DateTimeOffset? expiresAt, Visitor by, CancellationToken cancellationToken = default) =>
        sharing.CreateLinkAsync(original, NotebookRole.Viewer, expiresAt, givesCopies: true, by, cancellationToken);

    public void Dispose() => _joining.Dispose();

    private static string TitleFor(string title, string student) => $"{title} · {student}";

    /// <summary>What the student is called in the title of the copy there is.</summary>
    private async Task<string> NameOfAsync(NotebookId copy, NotebookId original, CancellationToken cancellationToken)
    {
        var (title, prefix) = ((await notebooks.FindAsync(copy, cancellationToken))?.Title ?? "", TitleFor((await notebooks.FindAsync(original, cancellationToken))?.Title ?? "", ""));
        return title.StartsWith(prefix, StringComparison.Ordinal) ? title[prefix.Length..] : title;
    }

    private async Task<NotebookId?> CopyAsync(NotebookId original, string studentId, string studentName, CancellationToken cancellationToken)
    {
        if (await notebooks.CopyAsync(original, title => TitleFor(title, studentName), cancellationToken) is not { } document)
            return null;
        await copies.CopyFilesAsync(original, document.Id, cancellationToken);
        var state = access.State;
        var group = state.AttributesOf(original).Group is { } id && state.Groups.GetValueOrDefault(id)?.HasMember(studentId) == true ? id : (GroupId?)null;
        var owners = state.GrantsOf(original).Where(static grant => grant is { Role: NotebookRole.Owner, Grantee: Grantee.Person }).Select(grant => grant with { NotebookId = document.Id });
        var student = new Grant { NotebookId = document.Id, Grantee = new Grantee.Person(studentId), Role = NotebookRole.Editor, GivenBy = studentId, GivenAt = document.CreatedAt };
        await store.CommitAsync(
            [
                new NotebookCreated(document)
                {
                    // Owners who open the link themselves keep their role.
                    Grants = [.. owners, .. owners.Any(grant => grant.Grantee == student.Grantee) ? [] : (Grant[])[student]],
                    Attributes = new() { NotebookId = document.Id, Group = group, ClassOf = original, StudentId = studentId },
                },
            ],
            cancellationToken);
        return document.Id;
    }
}
