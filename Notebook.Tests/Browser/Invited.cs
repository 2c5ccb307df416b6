namespace Notebook.Tests.Browser;

/// <summary>People of names of their own, beside <see cref="FirstPerson"/>, with the same password.</summary>
internal static class Invited
{
    /// <summary>Makes accounts in a data folder that no server has open.</summary>
    public static Task InviteAsync(string dataFolder, params string[] names) =>
        People.CreateAccountsAsync(dataFolder, [.. names.Select(static name => (name, EmailOf(name)))]);

    /// <summary>Signs somebody in, in a browser of their own.</summary>
    public static async Task<NotebookDriver> ComeAsync(Chromium chromium, ServerProcess server, string name)
    {
        using var handler = new HttpClientHandler();
        using var client = new HttpClient(handler);
        using var answer = await FirstPerson.PostAsync(client, new Uri(server.Address, "/sign-in"), ("Email", EmailOf(name)), ("Password", FirstPerson.Password));
        var cookie = handler.CookieContainer.GetCookies(server.Address)["notebook"] ?? throw new InvalidOperationException($"{name} could not sign in: {answer.StatusCode}.");
        var context = await chromium.NewContextAsync();
        await context.AddCookiesAsync([new() { Name = cookie.Name, Value = cookie.Value, Url = server.Address.ToString() }]);
        return new NotebookDriver(await context.NewPageAsync());
    }

    private static string EmailOf(string name) => $"{string.Concat(name.Where(char.IsAsciiLetter)).ToLowerInvariant()}@lab.example";
}
