using System.Collections.Immutable;
using Microsoft.AspNetCore.Identity;
using Notebook.Web.Documents;

namespace Notebook.Web.Accounts;

/// <summary>Makes accounts: the first by the printed link, others by invitation, registration, another service or the command line.</summary>
internal sealed class NewAccounts(AccountUsers users, TimeProvider time)
{
    /// <param name="wanted">Who.</param>
    /// <param name="password">Null for somebody who signs in by other means, or sets one later.</param>
    /// <returns>The account, which is kept, or a sentence that says why there is none.</returns>
    /// <exception cref="Storage.StoreException">It was not kept.</exception>
    public async Task<AccountCreation> CreateAsync(WantedAccount wanted, string? password)
    {
        var user = new AccountUser(new(
            new()
            {
                Id = RandomName.Create(16),
                Email = wanted.Email.Trim(),
                DisplayName = wanted.DisplayName.Trim(),
                IsAdministrator = wanted.IsAdministrator,
                CreatedAt = time.GetUtcNow(),
            },
            new() { SecurityStamp = RandomName.Create(32), Logins = wanted.Login is { } login ? [login] : ImmutableArray<ExternalLogin>.Empty }))
        {
            MustBeFirst = wanted.MustBeFirst,
        };
        var result = password is null ? await users.CreateAsync(user) : await users.CreateAsync(user, password);
        return result.Succeeded ? new AccountCreation.Created(user) : new AccountCreation.Refused(Sentences(result));
    }

    public static string Sentences(IdentityResult result) => string.Join(' ', result.Errors.Select(static error => error.Description));
}
