namespace Notebook.Web.Sharing;

/// <summary>
/// Whose eyes a notebook is looked at with, when somebody wants to see it as others do. Shows no more than the looker's own role, and
/// changes nothing: every operation of such a tab is refused, whoever sits at it.
/// </summary>
/// <param name="Word">In the address, after <c>?as=</c>.</param>
/// <param name="Whose">Behind "as", for people.</param>
/// <param name="Role">What they hold.</param>
/// <param name="HasAccount">Whether they are signed in: those who came by a link may not be.</param>
public sealed record SeenAs(string Word, string Whose, NotebookRole Role, bool HasAccount = true)
{
    /// <summary>Said instead of doing what somebody tries while they look.</summary>
    public const string Refusal = "You only see this notebook with somebody else's eyes: nothing is changed from here. Choose “See it as yourself” first.";

    /// <summary>Stands for the account of whoever is looked with: no account has such an id.</summary>
    internal const string SomebodyId = "somebody else";

    /// <summary>In the order in which they are offered.</summary>
    public static IReadOnlyList<SeenAs> All { get; } =
    [
        new("guest", "somebody without an account", NotebookRole.Viewer, HasAccount: false),
        new("viewer", "a viewer", NotebookRole.Viewer),
        new("runner", "a runner", NotebookRole.Runner),
        new("editor", "an editor", NotebookRole.Editor),
    ];

    /// <returns>Null for a word that names nobody, or somebody who may more than the one who asks.</returns>
    public static SeenAs? Read(string? word, NotebookRole own) => All.FirstOrDefault(seen => seen.Word == word && seen.Role <= own);
}
