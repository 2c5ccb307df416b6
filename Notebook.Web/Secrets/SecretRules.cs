using System.Text.RegularExpressions;

namespace Notebook.Web.Secrets;

/// <summary>What a secret may be called and hold.</summary>
internal static partial class SecretRules
{
    public const int MaxSecrets = 50;

    public const int MaxNameChars = 60;

    /// <summary>Anything shorter would put dots into every other word of an output.</summary>
    public const int MinValueChars = 4;

    public const int MaxValueChars = 8_000;

    /// <returns>Null when it may be called so, or a sentence that says what is wrong.</returns>
    public static string? ProblemWithName(string name) =>
        name.Length == 0 ? "Give the secret a name, such as API_KEY."
        : name.Length > MaxNameChars ? $"A secret's name has at most {MaxNameChars} characters."
        : NamePattern().IsMatch(name) ? null : "A secret's name has letters, digits and underscores, and begins with a letter: API_KEY.";

    /// <returns>Null when it may be one, or a sentence that says what is wrong and does not name the value.</returns>
    public static string? ProblemWithValue(string value) =>
        value.Length < MinValueChars ? $"A secret has at least {MinValueChars} characters: a shorter one could not be hidden in outputs."
        : value.Length > MaxValueChars ? $"A secret has at most {MaxValueChars} characters. Put what is longer into a file."
        : string.IsNullOrWhiteSpace(value) ? "This secret is only spaces." : null;

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_]*\\z")]
    private static partial Regex NamePattern();
}
