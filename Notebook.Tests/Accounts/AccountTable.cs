using Notebook.Web.Accounts;

namespace Notebook.Tests.Accounts;

/// <summary>Accounts to test with.</summary>
internal static class AccountTable
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    public static KeptAccount Of(string name, bool isAdministrator = false) => new(
        new() { Id = name.ToLowerInvariant(), Email = $"{name.ToLowerInvariant()}@lab.example", DisplayName = name, IsAdministrator = isAdministrator, CreatedAt = Noon },
        new() { SecurityStamp = "stamp" });
}
