using Notebook.Web.Accounts;

namespace Notebook.Web.Sharing;

/// <summary>
/// Invitations to the server that make the new person a member of a group too. Who makes one administrates the server and manages the
/// group; it holds until it is used, ends or is withdrawn.
/// </summary>
internal sealed class GroupInvitations(Administration administration, NotebookAccess access, GroupBook book)
{
    /// <summary>The groups that somebody may invite to, by name.</summary>
    public IReadOnlyList<Group> GroupsOf(Person? by) =>
        by is null ? [] : [.. access.State.GroupsOf(by.Id).Where(group => group.IsManagedBy(by.Id)).OrderBy(static group => group.Name, StringComparer.CurrentCultureIgnoreCase)];

    /// <summary>The name of the group that an invitation leads into; null when there is none, or no more.</summary>
    public string? NameOf(AccountLink link) => Find(link)?.Name;

    /// <inheritdoc cref="Administration.InviteAsync"/>
    public async Task<MadeLink> InviteAsync(Person? by, string email, bool isAdministrator, string? leadsTo, GroupId group) =>
        GroupsOf(by).Any(managed => managed.Id == group)
            ? await administration.InviteAsync(by, email, isAdministrator, string.IsNullOrWhiteSpace(leadsTo) ? $"/groups/{group}" : leadsTo, group.Value)
            : MadeLink.Refused("You can invite into a group that you manage, and into no other.");

    /// <summary>Does for a new account what its invitation promised. A group that is gone or full keeps nobody out of the server.</summary>
    /// <returns>Where the person comes to first.</returns>
    public async Task<string> AcceptAsync(AccountLink link, Person person)
    {
        if (link.GroupId is null || Find(link) is { } group && await book.AcceptAsync(group.Id, person, link.MadeBy) is null)
            return LocalAddress.OrHome(link.LeadsTo);
        return link.LeadsTo?.StartsWith("/groups/", StringComparison.Ordinal) == true ? "/" : LocalAddress.OrHome(link.LeadsTo);
    }

    private Group? Find(AccountLink link) => GroupId.TryParse(link.GroupId, out var id) ? access.State.Groups.GetValueOrDefault(id) : null;
}
