using System.Collections.Immutable;
using Notebook.Web.Documents;
using Notebook.Web.Sharing;
using Notebook.Web.Storage;
using static Notebook.Web.Sessions.OperationOutcome;

namespace Notebook.Web.Sessions;

/// <summary>
/// What operations do to comments. Whoever is signed in and sees the notebook may say something and take back or change what
/// they said; who may edit the notebook resolves what anybody said, its owner deletes it.
/// </summary>
internal static class CommentRules
{
    /// <summary>Of one comment, in UTF-16 code units.</summary>
    public const int MaxLength = 4_000;

    /// <summary>In one notebook, resolved ones included.</summary>
    public const int MaxThreads = 2_000;

    public const int MaxComments = 500;

    public static Rejected? Add(SessionStep step, AddComment add, Participant by)
    {
        if (step.Document.Find(add.CellId) is null)
            return DocumentRules.Gone();
        if (Refuse(step.Document, add.Id, add.Text, by, out var comment, step.At) is { } refusal)
            return refusal;
        if (step.Document.Comments.Count >= MaxThreads)
            return new(RejectionReason.Invalid, $"A notebook has at most {MaxThreads} comments with their answers. Delete some first.");

        Put(step, new CommentThread { Id = add.Id, CellId = add.CellId, Comments = [comment!] });
        return null;
    }

    public static Rejected? Reply(SessionStep step, ReplyComment reply, Participant by)
    {
        if (step.Document.FindThread(reply.ThreadId) is not { } thread)
            return NoThread();
        if (Refuse(step.Document, reply.Id, reply.Text, by, out var comment, step.At) is { } refusal)
            return refusal;
        if (thread.Comments.Count >= MaxComments)
            return new(RejectionReason.Invalid, $"There are {MaxComments} answers already. Begin another comment.");

        // Who answers what was dealt with has something to deal with.
        Put(step, thread with { Comments = thread.Comments.Add(comment!), ResolvedBy = null, ResolvedAt = null });
        return null;
    }

    public static Rejected? Edit(SessionStep step, EditComment edit, Participant by)
    {
        if (Find(step.Document, edit.CommentId) is not var (thread, comment) || comment.IsDeleted)
            return NoThread();
        if (!IsOwn(comment, by))
            return new(RejectionReason.NotAllowed, "Only whoever wrote a comment may change it.");
        if (Words(edit.Text) is not { } text)
            return BadText();
        if (text == comment.Text)
            return null;

        Put(step, thread with { Comments = thread.Comments.Replace(comment, comment with { Text = text, EditedAt = step.At }) });
        return null;
    }

    public static Rejected? Resolve(SessionStep step, ResolveComment resolve, Participant by)
    {
        if (step.Document.FindThread(resolve.ThreadId) is not { } thread)
            return NoThread();
        if (!MayResolve(thread, by))
            return new(RejectionReason.NotAllowed, "Who may edit the notebook may resolve a comment, and whoever began it.");
        if (thread.IsResolved == resolve.IsResolved)
            return null;

        Put(step, resolve.IsResolved ? thread with { ResolvedBy = by.DisplayName, ResolvedAt = step.At } : thread with { ResolvedBy = null, ResolvedAt = null });
        return null;
    }

    public static Rejected? Delete(SessionStep step, DeleteComment delete, Participant by)
    {
        if (Find(step.Document, delete.CommentId) is not var (thread, comment) || comment.IsDeleted)
            return NoThread();
        if (!MayDelete(comment, by))
            return new(RejectionReason.NotAllowed, "Whoever wrote a comment may delete it, and who owns the notebook.");

        // The first one holds up the answers; it goes with the last of them.
        var rest = comment == thread.First
            ? thread.Comments.Replace(comment, comment with { Text = "", IsDeleted = true })
            : thread.Comments.Remove(comment);
        if (rest.TrueForAll(static c => c.IsDeleted))
            Remove(step, thread);
        else
            Put(step, thread with { Comments = rest });
        return null;
    }

    public static bool IsOwn(CellComment comment, Participant by) => by.PersonId is not null && comment.AuthorId == by.PersonId;

    public static bool MayResolve(CommentThread thread, Participant by) => by.Role >= NotebookRole.Editor || IsOwn(thread.First, by);

    public static bool MayDelete(CellComment comment, Participant by) => by.Role >= NotebookRole.Owner || IsOwn(comment, by);

    private static Rejected? Refuse(NotebookDocument document, CommentId id, string words, Participant by, out CellComment? comment, DateTimeOffset at)
    {
        comment = null;
        if (by.PersonId is not { } author)
            return new(RejectionReason.NotAllowed, "Sign in to comment: a comment has a name under it.");
        if (!CommentId.TryParse(id.Value, out _) || Find(document, id) is not null)
            return new(RejectionReason.Invalid, "The new comment needs a name of its own.");
        if (Words(words) is not { } text)
            return BadText();

        comment = new CellComment { Id = id, AuthorId = author, Author = by.DisplayName, Text = text, At = at };
        return null;
    }

    /// <returns>Null when it says nothing, or too much.</returns>
    private static string? Words(string text) =>
        text.ReplaceLineEndings("\n").Trim() is { Length: > 0 and <= MaxLength } words ? words : null;

    private static (CommentThread Thread, CellComment Comment)? Find(NotebookDocument document, CommentId id)
    {
        foreach (var thread in document.Comments)
            if (thread.Comments.Find(comment => comment.Id == id) is { } comment)
                return (thread, comment);
        return null;
    }

    private static void Put(SessionStep step, CommentThread thread)
    {
        var comments = step.Document.Comments;
        var index = comments.FindIndex(other => other.Id == thread.Id);
        Store(step, index < 0 ? comments.Add(thread) : comments.SetItem(index, thread), new CommentsChanged(step.Document.Id, thread), thread.CellId);
    }

    private static void Remove(SessionStep step, CommentThread thread) =>
        Store(step, step.Document.Comments.RemoveAll(other => other.Id == thread.Id), new CommentsDeleted(step.Document.Id, thread.Id), thread.CellId);

    /// <summary>A comment is no change of the notebook: it leaves the time of the last change as it is.</summary>
    private static void Store(SessionStep step, ImmutableList<CommentThread> comments, StoreChange change, CellId cellId)
    {
        step.State = step.State with { Document = step.Document with { Comments = comments } };
        // Its mark is on the cell.
        if (step.Document.Find(cellId) is { } cell)
            step.Show(cell.Changed());
        step.Emit(new StoreChanges([change]));
    }

    private static Rejected NoThread() => new(RejectionReason.NotFound, "This comment is gone. Somebody has deleted it.");

    private static Rejected BadText() => new(RejectionReason.Invalid, $"A comment has 1 to {MaxLength} characters.");
}
