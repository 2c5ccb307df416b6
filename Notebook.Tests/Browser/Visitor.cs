using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Notebook.Web.Accounts;

namespace Notebook.Tests.Browser;

/// <summary>Somebody of a name of their own at a running server, signed in with a cookie that the server's own keys protect.</summary>
internal static class Visitor
{
    public static async Task<NotebookDriver> ComeAsync(Chromium chromium, ServerProcess server, string dataFolder, string name)
    {
        var context = await chromium.NewContextAsync();
        var keys = DataProtectionProvider.Create(new DirectoryInfo(Path.Combine(dataFolder, "keys")), static builder => builder.SetApplicationName("Notebook"));
        const string scheme = CookieAuthenticationDefaults.AuthenticationScheme;
        var format = new TicketDataFormat(keys.CreateProtector("Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationMiddleware", scheme, "v2"));
        var now = TimeProvider.System.GetUtcNow();
        var ticket = new AuthenticationTicket(
            new Person(name.ToLowerInvariant().Replace(' ', '-'), name).ToPrincipal(scheme), new AuthenticationProperties { IssuedUtc = now, ExpiresUtc = now.AddDays(1) }, scheme);
        await context.AddCookiesAsync([new() { Name = "notebook", Value = format.Protect(ticket), Url = server.Address.ToString() }]);
        return new NotebookDriver(await context.NewPageAsync());
    }
}
