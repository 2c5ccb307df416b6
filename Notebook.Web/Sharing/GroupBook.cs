using System.Collections.Immutable;
using Notebook.Web.Accounts;
using Notebook.Web.Files;
using Notebook.Web.Storage;

namespace Notebook.Web.Sharing;

/// <summary>
/// Groups as their managers keep them. Whoever is signed in may make one; its managers name it, add and remove members and invite by
/// link; a member may leave. A group keeps a manager. Administrators set its limits too, since those are the server's, and become a manager
/// where nobody else is left to be one. Methods return the sentence of a refusal, or null.
/// </summary>
public sealed class GroupBook(INotebookStore store, NotebookAccess access, IAccountDirectory accounts, NotebookAreas areas, GroupKernels kernels, GroupTerms terms, IAuditLog audit, TimeProvider time) : IDisposable
{
    /// <summary>How long an invitation link works.</summary>
    public static readonly TimeSpan InvitationPeriod = TimeSpan.FromDays(14);

    private const int MaxMembers = 1_000;

    private readonly SemaphoreSlim _changing = new(1, 1);

    private static string Gone { get; } = "There is no such group any more.";

    private static string Full { get; } = "This group is full.";

    private static string AdministratorsOnly { get; } = "Only an administrator may do this.";

    private static string ManagersOnly { get; } = "Only a manager of this group may do that.";

    private static string LastManager { get; } = "A group keeps at least one manager. Make somebody else a manager first, or delete the group.";

    /// <summary>Makes a group whose manager is the visitor.</summary>
    public async Task<(GroupId? Id, string? Problem)> CreateAsync(string name, Visitor by)
    {
        if (!access.IsActive(by))
            return (null, "Sign in to make a group.");
        if (Group.CleanName(name) is not { } clean)
            return (null, "A group needs a name.");
        var group = new Group { Id = GroupId.New(), Name = clean, CreatedAt = time.GetUtcNow(), Members = ImmutableDictionary<string, bool>.Empty.Add(by.Person!.Id, true) };
        await store.CommitAsync([new GroupChanged(group)], CancellationToken.None);
        await RecordAsync(by.Person, AuditActions.GroupMade, group.Name);
        return (group.Id, null);
    }

    public Task<string?> RenameAsync(GroupId id, string name, Visitor by) => ManageAsync(id, by, group =>
        Task.FromResult(Group.CleanName(name) is { } clean ? GroupChange.To(group with { Name = clean }, $"was {group.Name}") : GroupChange.Refused("A group needs a name.")));

    /// <summary>Adds those whose e-mail addresses stand in a text, between commas, spaces or lines.</summary>
    /// <returns>What became of them, in words.</returns>
    public async Task<string> AddAsync(GroupId id, string emails, Visitor by)
    {
        var words = emails.Split([',', ';', ' ', '\t', '\n', '\r', '<', '>'], StringSplitOptions.RemoveEmptyEntries).Where(static word => word.Contains('@', StringComparison.Ordinal)).Distinct(StringComparer.OrdinalIgnoreCase).Take(MaxMembers).ToList();
        if (words.Count == 0)
            return "Type e-mail addresses of people who have an account here.";
        List<string> added = [], unknown = [];
        var problem = await ManageAsync(id, by, async group =>
        {
            foreach (var word in words)
            {
                if (await accounts.FindByEmailAsync(word, CancellationToken.None) is not { IsDisabled: false } account)
                    unknown.Add(word);
                else if (!group.HasMember(account.Id) && group.Members.Count < MaxMembers)
                {
                    group = group with { Members = group.Members.Add(account.Id, false) };
                    added.Add(account.DisplayName);
                }
            }

            return GroupChange.To(group, $"added {string.Join(", ", added)}");
        });
        return problem ?? (added.Count, unknown.Count) switch
        {
            (0, 0) => "They are members already.",
            (_, 0) => $"Added: {string.Join(", ", added)}.",
            (0, _) => $"No account here: {string.Join(", ", unknown)}. Send them the invitation link.",
            _ => $"Added: {string.Join(", ", added)}. No account here: {string.Join(", ", unknown)}.",
        };
    }

    /// <summary>Takes a member out; anybody may take themselves out.</summary>
    public Task<string?> RemoveAsync(GroupId id, string personId, Visitor by) => ChangeAsync(id, by, async group =>
        by.Person!.Id != personId && !group.IsManagedBy(by.Person.Id) ? GroupChange.Refused(ManagersOnly)
        : group.IsManagedBy(personId) && group.Members.Count(static member => member.Value) == 1 ? GroupChange.Refused(LastManager)
        : GroupChange.To(group with { Members = group.Members.Remove(personId) }, $"removed {await NameOfAsync(personId)}"));

    /// <summary>Says whether a member manages the group.</summary>
    public Task<string?> SetManagerAsync(GroupId id, string personId, bool manages, Visitor by) => ManageAsync(id, by, async group =>
        !group.HasMember(personId) ? GroupChange.Refused(Gone)
        : !manages && group.IsManagedBy(personId) && group.Members.Count(static member => member.Value) == 1 ? GroupChange.Refused(LastManager)
        : GroupChange.To(group with { Members = group.Members.SetItem(personId, manages) }, $"{await NameOfAsync(personId)}: {(manages ? "manager" : "member")}"));

    /// <summary>Makes an invitation link in place of the one there was.</summary>
    /// <returns>Its token, which nobody can ask for again.</returns>
    public async Task<(string? Token, string? Problem)> InviteAsync(GroupId id, Visitor by)
    {
        var token = ShareToken.New();
        var problem = await ManageAsync(id, by, group => Task.FromResult(GroupChange.To(group with { InviteHash = ShareToken.Hash(token), InviteExpiresAt = time.GetUtcNow() + InvitationPeriod }, "made invitation link")));
        return problem is null ? (token, null) : (null, problem);
    }

    public Task<string?> RevokeInvitationAsync(GroupId id, Visitor by) =>
        ManageAsync(id, by, static group => Task.FromResult(GroupChange.To(group with { InviteHash = null, InviteExpiresAt = null }, "revoked invitation link")));

    /// <returns>The group that an invitation leads to; null when it has ended.</returns>
    public Group? FindInvited(string token) =>
        ShareToken.Hash(token) is { } hash ? access.State.Groups.Values.FirstOrDefault(group => group.InviteHash == hash && time.GetUtcNow() < group.InviteExpiresAt) : null;

    /// <summary>All groups, for administrators: they see how much each is, not what its members work on.</summary>
    /// <returns>Null for somebody who may not know.</returns>
    public async Task<IReadOnlyList<GroupRow>?> ListAsync(Visitor by)
    {
        if (!await AdministratesAsync(by))
            return null;
        var state = access.State;
        var notebooks = state.Attributes.Values.Where(static attributes => attributes.Group is not null).CountBy(static attributes => attributes.Group!.Value).ToDictionary();
        var rows = new List<GroupRow>();
        foreach (var group in state.Groups.Values.OrderBy(static group => group.Name, StringComparer.CurrentCultureIgnoreCase))
        {
            var managers = new List<string>();
            foreach (var id in group.Members.Where(static member => member.Value).Select(static member => member.Key))
                managers.Add(await accounts.FindAsync(id, CancellationToken.None) is { } account ? account.DisplayName + (account.IsDisabled ? " (disabled)" : "") : id);
            rows.Add(new(group, string.Join(", ", managers.Order(StringComparer.CurrentCultureIgnoreCase)), notebooks.GetValueOrDefault(group.Id), areas.OfGroup(group.Id).Measure().Bytes));
        }

        return rows;
    }

    /// <summary>
    /// Sets what kernels of the group's notebooks may use, within what the server gives. Holds for kernels that start from now on.
    /// Its managers may, and administrators.
    /// </summary>
    public async Task<string?> SetLimitsAsync(GroupId id, GroupLimits limits, Visitor by)
    {
        if (limits.Problem(terms.Server) is { } problem)
            return problem;
        var administrates = await AdministratesAsync(by);
        return await ChangeAsync(
            id, by, group => Task.FromResult(
                group.IsManagedBy(by.Person!.Id) || administrates
                    ? GroupChange.To(group with { Limits = limits.IsEmpty ? null : limits }, $"limits: {limits.Words}{(group.IsManagedBy(by.Person.Id) ? "" : ", as administrator")}")
                    : GroupChange.Refused(ManagersOnly)),
            mustBeMember: !administrates);
    }

    /// <summary>Makes an administrator a manager: of a group whose managers have left, for example. Its members see it, and the audit log has it.</summary>
    public async Task<string?> TakeOverAsync(GroupId id, Visitor by) =>
        !await AdministratesAsync(by) ? AdministratorsOnly
        : await ChangeAsync(
            id, by, group => Task.FromResult(group.IsManagedBy(by.Person!.Id) ? GroupChange.Refused("You manage this group already.") : GroupChange.To(group with { Members = group.Members.SetItem(by.Person.Id, true) }, "as administrator")),
            mustBeMember: false, AuditActions.GroupTaken);

    /// <summary>Makes somebody a member whose invitation to the server was into this group.</summary>
    /// <param name="id">The group.</param>
    /// <param name="person">The new account.</param>
    /// <param name="invitedBy">What the manager is called who made the invitation.</param>
    internal Task<string?> AcceptAsync(GroupId id, Person person, string invitedBy) => ChangeAsync(
        id, new Visitor(person, []), group => Task.FromResult(group.Members.Count >= MaxMembers ? GroupChange.Refused(Full) : GroupChange.To(group with { Members = group.Members.SetItem(person.Id, false) }, $"joined by an invitation of {invitedBy}")),
        mustBeMember: false);

    /// <summary>Accepts an invitation.</summary>
    public async Task<string?> JoinAsync(string token, Visitor by)
    {
        if (!access.IsActive(by))
            return "Sign in to join a group.";
        if (FindInvited(token) is not { } invited)
            return "This invitation does not work any more. Ask for a new one.";
        return await ChangeAsync(invited.Id, by, group => Task.FromResult(
            group.HasMember(by.Person!.Id) ? GroupChange.To(group, "")
            : group.Members.Count >= MaxMembers ? GroupChange.Refused(Full)
            : GroupChange.To(group with { Members = group.Members.Add(by.Person.Id, false) }, "joined by the invitation link")), mustBeMember: false);
    }

    /// <summary>Ends a group. Notebooks that belonged to it stay with their owners.</summary>
    public async Task<string?> DeleteAsync(GroupId id, Visitor by)
    {
        if (by.Person is not { } person || access.State.Groups.GetValueOrDefault(id) is not { } group || !group.HasMember(person.Id))
            return Gone;
        if (!group.IsManagedBy(person.Id))
            return ManagersOnly;
        var notebooks = access.State.Attributes.Values.Where(attributes => attributes.Group == id).Select(static attributes => attributes.NotebookId).ToList();
        try
        {
            await store.CommitAsync([new GroupDeleted(id)], CancellationToken.None);
            foreach (var notebook in notebooks)
                await kernels.RenewAsync(notebook);
            areas.DeleteOfGroup(id);
        }
        catch (Exception exception) when (exception is StoreException or IOException or UnauthorizedAccessException)
        {
            return exception.Message;
        }

        await RecordAsync(person, AuditActions.GroupDeleted, group.Name);
        return null;
    }

    public void Dispose() => _changing.Dispose();

    private async ValueTask<bool> AdministratesAsync(Visitor by) =>
        access.IsActive(by) && await accounts.FindAsync(by.Person!.Id, CancellationToken.None) is { IsAdministrator: true, IsDisabled: false };

    private async ValueTask<string> NameOfAsync(string personId) => (await accounts.FindAsync(personId, CancellationToken.None))?.DisplayName ?? personId;

    private Task<string?> ManageAsync(GroupId id, Visitor by, Func<Group, Task<GroupChange>> change) => ChangeAsync(id, by, async group =>
        group.IsManagedBy(by.Person!.Id) ? await change(group) : GroupChange.Refused(ManagersOnly));

    private async Task<string?> ChangeAsync(GroupId id, Visitor by, Func<Group, Task<GroupChange>> change, bool mustBeMember = true, string action = AuditActions.GroupChanged)
    {
        await _changing.WaitAsync();
        try
        {
            if (by.Person is not { } person || !access.IsActive(by) || access.State.Groups.GetValueOrDefault(id) is not { } group || mustBeMember && !group.HasMember(person.Id))
                return Gone;
            var (after, detail, problem) = await change(group);
            if (after is null || ReferenceEquals(after, group))
                return problem;
            await store.CommitAsync([new GroupChanged(after)], CancellationToken.None);
            await RecordAsync(person, action, after.Name, detail);
            return null;
        }
        catch (StoreException exception)
        {
            return exception.Message;
        }
        finally
        {
            _changing.Release();
        }
    }

    private Task RecordAsync(Person person, string action, string name, string detail = "") =>
        audit.RecordAsync(new() { At = time.GetUtcNow(), PersonId = person.Id, DisplayName = person.DisplayName, Action = action, Subject = name, Detail = detail });
}
