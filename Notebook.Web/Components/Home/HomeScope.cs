using Notebook.Web.Sharing;

namespace Notebook.Web.Components.Home;

/// <summary>Which of the notebooks home shows: one's own, those of a group, and so on.</summary>
/// <param name="Key">In the address, as <c>?in=…</c>; empty for the first.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Holds">Whether a notebook is in it.</param>
/// <param name="IconName">Of img/icons.svg; null for a group, which has its letter.</param>
/// <param name="Group">The group whose notebooks it holds; null for the others.</param>
public sealed record HomeScope(string Key, string Title, Func<VisibleNotebook, bool> Holds, string? IconName = null, Group? Group = null)
{
    public static HomeScope Mine { get; } = new("", "Mine", static notebook => notebook.IsMine, "person");

    private static IReadOnlyList<HomeScope> Fixed { get; } =
    [
        Mine,
        new("shared", "Shared with me", static notebook => !notebook.IsMine, "people"),
        new("recent", "Recent", static notebook => notebook.VisitedAt is not null, "recent"),
        new("starred", "Starred", static notebook => notebook.IsStarred, "star"),
    ];

    /// <summary>What a visitor can choose from.</summary>
    public static IReadOnlyList<HomeScope> For(Visitor visitor, SharingState state) =>
    [
        .. Fixed,
        .. visitor.Person is { } person
            ? state.GroupsOf(person.Id).Select(static group => new HomeScope(group.Id.Value, group.Name, notebook => notebook.Attributes.Group == group.Id, Group: group))
            : [],
    ];

    public string Address => Key.Length == 0 ? "/" : $"/?in={Key}";

    /// <summary>What stands there when nothing does.</summary>
    public string EmptyWords => Key switch
    {
        "shared" => "Nothing is shared with you yet. When somebody shares a notebook with you or with one of your groups, it stands here.",
        "recent" => "You have not opened a notebook yet.",
        "starred" => "No stars yet. The star beside a notebook keeps it here.",
        _ when Group is not null => $"No notebook belongs to {Title} yet. A new one that you make here is the group's: all its members can edit it.",
        _ => "",
    };
}
