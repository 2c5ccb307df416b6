using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Notebook.Web.Accounts;

/// <summary>The secret part of a link: 256 random bits, of which the server keeps only the hash.</summary>
internal static class LinkToken
{
    private const int Bytes = 32;

    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    /// <summary>The hash as a record's id.</summary>
    public static string HashText(string token) => Convert.ToHexStringLower(Hash(token));

    /// <summary>Whether hashing it is worth the while.</summary>
    public static bool IsPlausible(string? token) => token is { Length: > 0 and < 200 };
}
