using System.Security.Cryptography;

namespace Notebook.Web.Accounts;

/// <summary>
/// The link that lets whoever reads the server's terminal create the first account, printed by each start while there is none
/// and worth nothing afterwards. It holds 256 random bits; the server keeps only their hash, so neither memory dumps nor logs
/// of requests give it away.
/// </summary>
internal sealed class FirstAccountLink
{
    public const string Path = "/start";

    private readonly byte[] _hash;
    private string? _unprintedToken;

    public FirstAccountLink()
    {
        _unprintedToken = LinkToken.Create();
        _hash = LinkToken.Hash(_unprintedToken);
    }

    /// <summary>The link, once: the caller prints it and nobody can ask for it again.</summary>
    /// <exception cref="InvalidOperationException">It was taken before.</exception>
    public Uri Take(Uri server)
    {
        var token = Interlocked.Exchange(ref _unprintedToken, null) ?? throw new InvalidOperationException("The link was printed already.");
        return new Uri(server, $"{Path}?token={token}");
    }

    /// <summary>Whether somebody holds this server's link.</summary>
    public bool Accepts(string? token) => LinkToken.IsPlausible(token) && CryptographicOperations.FixedTimeEquals(LinkToken.Hash(token!), _hash);
}
