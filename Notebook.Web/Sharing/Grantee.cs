namespace Notebook.Web.Sharing;

/// <summary>Whom a grant is for. Links have grants of their own: <see cref="ShareLink"/>.</summary>
public abstract record Grantee
{
    private Grantee()
    {
    }

    /// <summary>Unique among the grantees of a notebook, and what is stored.</summary>
    public abstract string Key { get; }

    /// <returns>Null for a text that no <see cref="Key"/> is.</returns>
    public static Grantee? Parse(string key) => key switch
    {
        "everyone" => new SignedIn(),
        ['p', ':', .. { Length: > 0 } id] => new Person(id),
        ['g', ':', .. var id] when GroupId.TryParse(id, out var group) => new Members(group),
        _ => null,
    };

    /// <param name="Id">The id of an account.</param>
    public sealed record Person(string Id) : Grantee
    {
        public override string Key => $"p:{Id}";
    }

    /// <summary>Whoever is a member of the group at the moment of asking.</summary>
    public sealed record Members(GroupId Group) : Grantee
    {
        public override string Key => $"g:{Group}";
    }

    /// <summary>Whoever has an account of this server.</summary>
    public sealed record SignedIn : Grantee
    {
        public override string Key => "everyone";
    }
}
