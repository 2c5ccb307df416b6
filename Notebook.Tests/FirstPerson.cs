using System.Net;
using System.Text.RegularExpressions;

namespace Notebook.Tests;

/// <summary>The account that every server of a test or a measurement has: made and signed in through the server's own forms.</summary>
public static partial class FirstPerson
{
    public const string Email = "owner@lab.example";
    public const string Password = "correct horse battery";
    public const string Name = "Owner";
    public const string StartPath = "/start";

    /// <summary>Creates the account through the printed link.</summary>
    /// <returns>The cookie that signs the account in.</returns>
    public static async Task<Cookie> CreateAsync(Uri link)
    {
        using var handler = new HttpClientHandler();
        using var client = new HttpClient(handler);
        using var response = await PostAsync(client, link, ("DisplayName", Name), ("Email", Email), ("Password", Password));
        response.EnsureSuccessStatusCode();
        return CookieOf(handler, link);
    }

    public static async Task<Cookie> SignInAsync(Uri address)
    {
        using var handler = new HttpClientHandler();
        using var client = new HttpClient(handler);
        await SignInAsync(client, address);
        return CookieOf(handler, address);
    }

    /// <param name="client">Keeps cookies.</param>
    /// <param name="address">Of the server.</param>
    public static async Task SignInAsync(HttpClient client, Uri address)
    {
        using var response = await PostAsync(client, new Uri(address, "/sign-in"), ("Email", Email), ("Password", Password));
        if (!response.IsSuccessStatusCode && response.StatusCode != HttpStatusCode.Redirect)
            throw new InvalidOperationException($"Signing in was answered with {response.StatusCode}.");
    }

    /// <summary>Fills in a form of the server as a browser does, hidden fields included.</summary>
    public static async Task<HttpResponseMessage> PostAsync(HttpClient client, Uri page, params (string Name, string Value)[] fields)
    {
        using var shown = await client.GetAsync(page);
        var html = await shown.Content.ReadAsStringAsync();
        var hidden = HiddenField().Matches(html).Select(static field => (Name: field.Groups[1].Value, Value: WebUtility.HtmlDecode(field.Groups[2].Value)));
        using var content = new FormUrlEncodedContent(hidden.Concat(fields).Select(static field => KeyValuePair.Create(field.Name, field.Value)));
        return await client.PostAsync(page, content);
    }

    private static Cookie CookieOf(HttpClientHandler handler, Uri address) =>
        handler.CookieContainer.GetCookies(address)["notebook"] ?? throw new InvalidOperationException("The server did not sign in.");

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"")]
    private static partial Regex HiddenField();
}
