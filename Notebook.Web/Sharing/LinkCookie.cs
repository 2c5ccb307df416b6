using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Notebook.Web.Sharing;

/// <summary>
/// The links that a browser has opened, in a cookie that the server protects. It names links, never their tokens: what it gives is
/// looked up at each use, so a revoked link ends at once, and the cookie of another server is worth nothing here.
/// </summary>
public sealed class LinkCookie(IDataProtectionProvider protection)
{
    public const string Name = "notebook-links";

    /// <summary>The oldest go first; a cookie has 4 KB.</summary>
    private const int MaxLinks = 40;

    private readonly IDataProtector _protector = protection.CreateProtector("Notebook.Web.Sharing.LinkCookie");

    public ImmutableArray<LinkId> Read(HttpRequest request)
    {
        if (request.Cookies[Name] is not { Length: > 0 and < 4096 } value)
            return [];
        try
        {
            return [.. _protector.Unprotect(value).Split(',').Select(static text => LinkId.TryParse(text, out var id) ? id : (LinkId?)null).OfType<LinkId>()];
        }
        catch (CryptographicException)
        {
            // Not of this server, or cut: it opens nothing.
            return [];
        }
    }

    /// <summary>Remembers one more.</summary>
    public void Add(HttpContext context, LinkId link)
    {
        var links = Read(context.Request).Where(known => known != link).Append(link).TakeLast(MaxLinks);
        context.Response.Cookies.Append(Name, _protector.Protect(string.Join(',', links)), new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
            MaxAge = TimeSpan.FromDays(90),
        });
    }
}
