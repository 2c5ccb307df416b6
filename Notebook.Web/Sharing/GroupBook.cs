using System.Collections.Immutable;
using Notebook.Web.Accounts;
using Notebook.Web.Files;
using Notebook.Web.Storage;

namespace Notebook.Web.Sharing;

/// <summary>
/// Groups as their managers keep them. Whoever is signed in may make one; its managers name it, add and remove members and invite by
/// link; a member may leave. A group keeps a manager. Methods return the sentence of a refusal, or null.
/// </summary>
public sealed class GroupBook(INotebookStore store, NotebookAccess access, IAccountDirectory accounts, NotebookAreas areas, GroupKernels kernels, GroupTerms terms, IAuditLog audit, TimeProvider time) : IDisposable
{
    /// <summary>How long an invitation link works.</summary>
    public static readonly TimeSpan InvitationPeriod = TimeSpan.FromDays(14);

    private const int MaxMembers = 1_000;

    private readonly SemaphoreSlim _changing = new(1, 1);

    private static string Gone { get; } = "There is no such group any more.";

    private static string Full { get; } = "This group is full.";

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
        await RecordAsync(by.Person, "made group", group.Name);
        return (group.Id, null);
    }

    public Task<string?> RenameAsync(GroupId id, string name, Visitor by) => ManageAsync(id, by, group =>
        Task.FromResult(Group.CleanName(name) is { } clean ? (group with { Name = clean }, null) : ((Group?)null, (string?)"A group needs a name.")));

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

            return (group, null);
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
    public Task<string?> RemoveAsync(GroupId id, string personId, Visitor by) => ChangeAsync(id, by, group =>
        Task.FromResult(
            by.Person!.Id != personId && !group.IsManagedBy(by.Person.Id) ? ((Group?)null, (string?)ManagersOnly)
            : group.IsManagedBy(personId) && group.Members.Count(static member => member.Value) == 1 ? (null, LastManager)
            : (group with { Members = group.Members.Remove(personId) }, null)));

    /// <summary>Says whether a member manages the group.</summary>
    public Task<string?> SetManagerAsync(GroupId id, string personId, bool manages, Visitor by) => ManageAsync(id, by, group =>
        Task.FromResult(
            !group.HasMember(personId) ? ((Group?)null, (string?)Gone)
            : !manages && group.IsManagedBy(personId) && group.Members.Count(static member => member.Value) == 1 ? (null, LastManager)
            : (group with { Members = group.Members.SetItem(personId, manages) }, null)));

    /// <summary>Makes an invitation link in place of the one there was.</summary>
    /// <returns>Its token, which nobody can ask for again.</returns>
    public async Task<(string? Token, string? Problem)> InviteAsync(GroupId id, Visitor by)
    {
        var token = ShareToken.New();
        var problem = await ManageAsync(id, by, group => Task.FromResult<(Group?, string?)>((group with { InviteHash = ShareToken.Hash(token), InviteExpiresAt = time.GetUtcNow() + InvitationPeriod }, null)));
        return problem is null ? (token, null) : (null, problem);
    }

    public Task<string?> RevokeInvitationAsync(GroupId id, Visitor by) =>
        ManageAsync(id, by, static group => Task.FromResult<(Group?, string?)>((group with { InviteHash = null, InviteExpiresAt = null }, null)));

    /// <returns>The group that an invitation leads to; null when it has ended.</returns>
    public Group? FindInvited(string token) =>
        ShareToken.Hash(token) is { } hash ? access.State.Groups.Values.FirstOrDefault(group => group.InviteHash == hash && time.GetUtcNow() < group.InviteExpiresAt) : null;

    /// <summary>Sets what kernels of the group's notebooks may use, within what the server gives. Holds for kernels that start from now on.</summary>
    public async Task<string?> SetLimitsAsync(GroupId id, GroupLimits limits, Visitor by) =>
        limits.Problem(terms.Server) ?? await ManageAsync(id, by, group => Task.FromResult<(Group?, string?)>((group with { Limits = limits.IsEmpty ? null : limits }, null)));

    /// <summary>Makes somebody a member whose invitation to the server was into this group.</summary>
    /// <param name="id">The group.</param>
    /// <param name="person">The new account.</param>
    /// <param name="invitedBy">What the manager is called who made the invitation.</param>
    internal Task<string?> AcceptAsync(GroupId id, Person person, string invitedBy) => ChangeAsync(
        id, new Visitor(person, []), group => Task.FromResult<(Group?, string?)>(group.Members.Count >= MaxMembers ? (null, Full) : (group with { Members = group.Members.SetItem(person.Id, false) }, null)),
        mustBeMember: false, $"by an invitation of {invitedBy}");

    /// <summary>Accepts an invitation.</summary>
    public async Task<string?> JoinAsync(string token, Visitor by)
    {
        if (!access.IsActive(by))
            return "Sign in to join a group.";
        if (FindInvited(token) is not { } invited)
            return "This invitation does not work any more. Ask for a new one.";
        return await ChangeAsync(invited.Id, by, group => Task.FromResult<(Group?, string?)>(
            group.HasMember(by.Person!.Id) ? (group, null)
            : group.Members.Count >= MaxMembers ? (null, Full)
            : (group with { Members = group.Members.Add(by.Person.Id, false) }, null)), mustBeMember: false);
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

        await RecordAsync(person, "deleted group", group.Name);
        return null;
    }

    public void Dispose() => _changing.Dispose();

    private Task<string?> ManageAsync(GroupId id, Visitor by, Func<Group, Task<(Group? After, string? Problem)>> change) => ChangeAsync(id, by, async group =>
        group.IsManagedBy(by.Person!.Id) ? await change(group) : (null, ManagersOnly));

    private async Task<string?> ChangeAsync(GroupId id, Visitor by, Func<Group, Task<(Group? After, string? Problem)>> change, bool mustBeMember = true, string detail = "")
    {
        await _changing.WaitAsync();
        try
        {
            if (by.Person is not { } person || !access.IsActive(by) || access.State.Groups.GetValueOrDefault(id) is not { } group || mustBeMember && !group.HasMember(person.Id))
                return Gone;
            var (after, problem) = await change(group);
            if (after is null || ReferenceEquals(after, group))
                return problem;
            await store.CommitAsync([new GroupChanged(after)], CancellationToken.None);
            await RecordAsync(person, "changed group", after.Name, detail);
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
