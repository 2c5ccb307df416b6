using Notebook.Web.Documents;

namespace Notebook.Web.Sharing;

/// <summary>A notebook in one person's list.</summary>
/// <param name="Summary">The notebook.</param>
/// <param name="Role">Theirs on it.</param>
/// <param name="Attributes">Where it belongs.</param>
/// <param name="IsStarred">Whether they have starred it.</param>
/// <param name="IsMine">Whether it is their own: given to them by themselves, or made for them by a class link.</param>
/// <param name="VisitedAt">When they opened it last.</param>
public sealed record VisibleNotebook(NotebookSummary Summary, NotebookRole Role, NotebookAttributes Attributes, bool IsStarred, bool IsMine, DateTimeOffset? VisitedAt);
