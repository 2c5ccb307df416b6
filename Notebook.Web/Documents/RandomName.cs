using System.Security.Cryptography;

namespace Notebook.Web.Documents;

/// <summary>Random names of the alphabet a–z, 2–7: five bits a character, no look-alikes of digits, safe in addresses and file names.</summary>
internal static class RandomName
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    public static string Create(int length) => RandomNumberGenerator.GetString(Alphabet, length);

    public static bool IsValid(string text, int length) => text.Length == length && text.All(static c => c is (>= 'a' and <= 'z') or (>= '2' and <= '7'));
}
