using System.Security.Claims;

namespace Notebook.Web.Accounts;

/// <summary>Somebody who is signed in.</summary>
/// <param name="Id">Stable for the person's account.</param>
/// <param name="DisplayName">What others see.</param>
public sealed record Person(string Id, string DisplayName)
{
    /// <summary>The person of a request or a circuit.</summary>
    /// <returns>Null for a visitor who is not signed in.</returns>
    public static Person? Of(ClaimsPrincipal? principal) =>
        principal is { Identity.IsAuthenticated: true } && principal.FindFirstValue(ClaimTypes.NameIdentifier) is { } id
            ? new Person(id, principal.FindFirstValue(ClaimTypes.Name) ?? id)
            : null;
}
