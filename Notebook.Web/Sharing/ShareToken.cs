using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Notebook.Web.Sharing;

/// <summary>What a link carries: 256 random bits. They are shown once, when the link is made, and only their hash is kept.</summary>
public static class ShareToken
{
    private const int Bytes = 32;

    /// <summary>Of a token, in characters: 32 bytes in base64 without padding.</summary>
    private const int Length = 43;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>What is stored, and what a link is found by: a token with 256 random bits needs neither salt nor a slow hash.</summary>
    /// <returns>Null for what can't be a token.</returns>
    public static string? Hash(string? token) =>
        token is { Length: Length } ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token))) : null;
}
