using System.Collections.Immutable;
using System.Security.Claims;
using Notebook.Web.Accounts;

namespace Notebook.Web.Sharing;

/// <summary>Who asks: somebody signed in, somebody with links, both, or neither. What requests and circuits carry, and all that a role is found by.</summary>
/// <param name="Person">Null for those who are not signed in.</param>
/// <param name="Links">The links that this browser has opened; each is looked at anew whenever a role is asked for.</param>
public sealed record Visitor(Person? Person, ImmutableArray<LinkId> Links)
{
    internal const string LinkClaim = "notebook-link";

    public static Visitor Nobody { get; } = new(null, []);

    /// <summary>What others see of those who are not signed in.</summary>
    public string DisplayName => Person?.DisplayName ?? "Guest";

    public static Visitor Of(ClaimsPrincipal? principal) => principal is null ? Nobody : new(
        Person.Of(principal),
        [.. principal.FindAll(LinkClaim).Select(static claim => LinkId.TryParse(claim.Value, out var id) ? id : (LinkId?)null).OfType<LinkId>()]);
}
