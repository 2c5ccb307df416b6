using Microsoft.AspNetCore.Identity;

namespace Notebook.Web.Accounts;

/// <summary>What an e-mail address, a name and a password must be like, each with a sentence for whoever typed it.</summary>
internal sealed class AccountRules : IUserValidator<AccountUser>, IPasswordValidator<AccountUser>
{
    public const int MinPassword = 12;

    /// <summary>Hashing takes time with the length.</summary>
    public const int MaxPassword = 200;

    public const int MaxEmail = 254;

    public const int MaxName = 80;

    public const string PasswordHint = "At least 12 characters; length matters more than symbols.";

    private const int MinDistinct = 5;

    public Task<IdentityResult> ValidateAsync(UserManager<AccountUser> manager, AccountUser user) =>
        Task.FromResult(Result(ProblemWithEmail(user.Account.Email) ?? ProblemWithName(user.Account.DisplayName)));

    public Task<IdentityResult> ValidateAsync(UserManager<AccountUser> manager, AccountUser user, string? password) =>
        Task.FromResult(Result(ProblemWithPassword(password ?? "", user.Account.Email)));

    public static string? ProblemWithEmail(string email) =>
        email.Length == 0 ? "The e-mail address is missing."
        : email.Length > MaxEmail ? "The e-mail address is too long."
        : email.Split('@') is not [{ Length: > 0 }, { Length: > 0 }] || email.Any(static c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '<' or '>' or '"' or ',' or ';') ? $"“{email}” is not an e-mail address."
        : null;

    public static string? ProblemWithName(string name) =>
        name.Trim().Length == 0 ? "The name is missing."
        : name.Length > MaxName ? $"The name is longer than {MaxName} characters."
        : name.Any(char.IsControl) ? "The name has characters that can't be shown."
        : null;

    public static string? ProblemWithPassword(string password, string email) =>
        password.Length < MinPassword ? $"The password has {password.Length} characters; at least {MinPassword} are needed. A few words are easy to remember."
        : password.Length > MaxPassword ? $"The password is longer than {MaxPassword} characters."
        : password.Distinct().Count() < MinDistinct ? "The password repeats the same few characters. A few words are easy to remember."
        : email.Length > 0 && password.Contains(email, StringComparison.OrdinalIgnoreCase) ? "The password contains the e-mail address, which others know."
        : null;

    private static IdentityResult Result(string? problem) =>
        problem is null ? IdentityResult.Success : IdentityResult.Failed(new IdentityError { Code = "Rule", Description = problem });
}
