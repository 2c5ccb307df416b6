using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Notebook.Web.Accounts;

/// <summary>
/// The link that signs the visitor in, printed when the server starts and valid until it stops. It holds 256 random bits;
/// the server keeps only their hash, so neither memory dumps nor logs of requests give it away.
/// </summary>
public sealed class SignInLink
{
    public const string Path = "/sign-in";

    private readonly byte[] _hash;
    private string? _unprintedToken;

    public SignInLink()
    {
        _unprintedToken = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        _hash = Hash(_unprintedToken);
    }

    /// <summary>The link, once: the caller prints it and nobody can ask for it again.</summary>
    /// <exception cref="InvalidOperationException">It was taken before.</exception>
    public Uri Take(Uri server)
    {
        var token = Interlocked.Exchange(ref _unprintedToken, null) ?? throw new InvalidOperationException("The sign-in link was printed already.");
        return new Uri(server, $"{Path}?token={token}");
    }

    /// <summary>Whether somebody holds this server's link.</summary>
    public bool Accepts(string? token) => token is { Length: > 0 and < 200 } && CryptographicOperations.FixedTimeEquals(Hash(token), _hash);

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
