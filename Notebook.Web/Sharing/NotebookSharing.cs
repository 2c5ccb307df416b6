using Notebook.Web.Accounts;
using Notebook.Web.Documents;
using Notebook.Web.Storage;

namespace Notebook.Web.Sharing;

/// <summary>
/// Who gets which role on a notebook, and its links: what owners do. Every method checks that the visitor is one, keeps the
/// change and writes it into the audit log; it holds when the method returns. Methods return the sentence of a refusal, or null.
/// </summary>
public sealed class NotebookSharing(INotebookStore store, NotebookAccess access, GroupKernels kernels, IAccountDirectory accounts, IAuditLog audit, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _changing = new(1, 1);

    /// <summary>Gives a role, in place of the one the grantee has.</summary>
    public Task<string?> GrantAsync(NotebookId id, Grantee grantee, NotebookRole role, Visitor by, DateTimeOffset? expiresAt = null, CancellationToken cancellationToken = default) =>
        ChangeAsync(id, by, async person =>
        {
            if (role == NotebookRole.None)
                return "Choose a role first.";
            if (grantee is Grantee.SignedIn && role == NotebookRole.Owner)
                return "Everyone can't be an owner: anybody could then delete the notebook. Choose another role.";
            if (role < NotebookRole.Owner && IsLastOwner(id, grantee))
                return LastOwner;
            await store.CommitAsync(
                [new GrantGiven(new() { NotebookId = id, Grantee = grantee, Role = role, ExpiresAt = role == NotebookRole.Owner ? null : expiresAt, GivenBy = person.Id, GivenAt = time.GetUtcNow() })],
                cancellationToken);
            await RecordAsync(person, AuditActions.Shared, id, $"{await NameOfAsync(grantee)}: {RoleWords.Of(role).ToLowerInvariant()}");
            return null;
        });

    /// <summary>Takes a grantee's role away. The last owner keeps theirs: a notebook always belongs to somebody.</summary>
    public Task<string?> TakeAsync(NotebookId id, Grantee grantee, Visitor by, CancellationToken cancellationToken = default) =>
        ChangeAsync(id, by, async person =>
        {
            if (IsLastOwner(id, grantee))
                return LastOwner;
            await store.CommitAsync([new GrantTaken(id, grantee)], cancellationToken);
            await RecordAsync(person, AuditActions.Unshared, id, await NameOfAsync(grantee));
            return null;
        });

    /// <summary>Makes a link.</summary>
    /// <returns>Its token, which nobody can ask for again; or the sentence of a refusal.</returns>
    public async Task<(string? Token, string? Problem)> CreateLinkAsync(
        NotebookId id, NotebookRole role, DateTimeOffset? expiresAt, bool givesCopies, Visitor by, CancellationToken cancellationToken = default)
    {
        var token = ShareToken.New();
        var problem = await ChangeAsync(id, by, async person =>
        {
            if (role is NotebookRole.None or NotebookRole.Owner)
                return "A link makes nobody an owner. Choose another role.";
            if (expiresAt <= time.GetUtcNow())
                return "This link would have ended already. Choose a later time.";
            await store.CommitAsync(
                [
                    new LinkCreated(new()
                    {
                        Id = LinkId.New(),
                        NotebookId = id,
                        TokenHash = ShareToken.Hash(token)!,
                        Role = role,
                        GivesCopies = givesCopies,
                        ExpiresAt = expiresAt,
                        CreatedBy = person.Id,
                        CreatedAt = time.GetUtcNow(),
                    }),
                ],
                cancellationToken);
            await RecordAsync(person, AuditActions.Shared, id, givesCopies ? "class link" : $"link: {RoleWords.Of(role).ToLowerInvariant()}");
            return null;
        });
        return problem is null ? (token, null) : (null, problem);
    }

    /// <summary>Ends a link, also for those who have opened it.</summary>
    public Task<string?> RevokeAsync(NotebookId id, LinkId link, Visitor by, CancellationToken cancellationToken = default) =>
        ChangeAsync(id, by, async person =>
        {
            // The link must be the notebook's: an owner of one ends none of another.
            if (access.State.Links.GetValueOrDefault(link)?.NotebookId != id)
                return null;
            await store.CommitAsync([new LinkRevoked(id, link)], cancellationToken);
            await RecordAsync(person, AuditActions.Unshared, id, "link");
            return null;
        });

    /// <summary>Says which group the notebook belongs to: its kernel sees that group's folder.</summary>
    public Task<string?> MoveToGroupAsync(NotebookId id, GroupId? group, Visitor by, CancellationToken cancellationToken = default) =>
        ChangeAsync(id, by, async person =>
        {
            if (group is { } wanted && access.State.Groups.GetValueOrDefault(wanted)?.HasMember(person.Id) != true)
                return "A notebook can belong to a group that you are a member of, and to no other.";
            var before = access.State.AttributesOf(id);
            if (before.Group == group)
                return null;
            await store.CommitAsync([new AttributesChanged(before with { Group = group })], cancellationToken);
            await kernels.RenewAsync(id);
            return null;
        });

    /// <summary>Sets the notebook's tags; editors may.</summary>
    public async Task<string?> TagAsync(NotebookId id, string tags, Visitor by, CancellationToken cancellationToken = default)
    {
        if (access.RoleOf(by, id) is var role && role < NotebookRole.Editor)
            return role == NotebookRole.None ? VisibleNotebooks.Gone : "Only those who may edit a notebook change its tags.";
        await _changing.WaitAsync(cancellationToken);
        try
        {
            await store.CommitAsync([new AttributesChanged(access.State.AttributesOf(id) with { Tags = NotebookAttributes.ReadTags(tags) })], cancellationToken);
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

    /// <summary>
    /// Makes an administrator an owner. Administrators read nobody's notebooks by being administrators; when one has to, because
    /// its owner has left for example, this leaves a trace that everyone who owns it can see.
    /// </summary>
    public async Task<string?> TakeOwnershipAsync(NotebookId id, Account administrator, CancellationToken cancellationToken = default)
    {
        if (administrator is not { IsAdministrator: true, IsDisabled: false })
            return "Only an administrator may do that.";
        if (await store.FindAsync(id, cancellationToken) is null)
            return VisibleNotebooks.Gone;
        await store.CommitAsync([new GrantGiven(NotebookCreated.OwnerOf(id, administrator.Id, time.GetUtcNow()))], cancellationToken);
        await RecordAsync(administrator.ToPerson(), AuditActions.OwnershipTaken, id, "as administrator");
        return null;
    }

    public void Dispose() => _changing.Dispose();

    private static string LastOwner { get; } = "A notebook keeps at least one owner. Make somebody else an owner first.";

    /// <summary>One change of sharing at a time: two owners who remove each other at the same moment must leave one.</summary>
    private async Task<string?> ChangeAsync(NotebookId id, Visitor by, Func<Person, Task<string?>> change)
    {
        await _changing.WaitAsync();
        try
        {
            return access.RoleOf(by, id) switch
            {
                NotebookRole.None => VisibleNotebooks.Gone,
                NotebookRole.Owner when by.Person is { } person => await change(person),
                _ => "Only an owner shares a notebook.",
            };
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

    private bool IsLastOwner(NotebookId id, Grantee grantee)
    {
        var owners = access.State.GrantsOf(id).Where(static grant => grant is { Role: NotebookRole.Owner, ExpiresAt: null }).ToList();
        return owners.Exists(grant => grant.Grantee == grantee) && !owners.Exists(grant => grant.Grantee != grantee && grant.Grantee is Grantee.Person);
    }

    /// <summary>As the audit log says it: names change, but the entry is about that moment.</summary>
    private async Task<string> NameOfAsync(Grantee grantee) => grantee switch
    {
        Grantee.Person person => (await accounts.FindAsync(person.Id, CancellationToken.None))?.Email ?? person.Id,
        Grantee.Members members => $"group {access.State.Groups.GetValueOrDefault(members.Group)?.Name ?? members.Group.Value}",
        _ => "everyone signed in",
    };

    private async Task RecordAsync(Person person, string action, NotebookId id, string detail) => await audit.RecordAsync(new()
    {
        At = time.GetUtcNow(),
        PersonId = person.Id,
        DisplayName = person.DisplayName,
        Action = action,
        Subject = (await store.FindAsync(id, CancellationToken.None))?.Title ?? id.Value,
        Detail = detail,
    });
}
