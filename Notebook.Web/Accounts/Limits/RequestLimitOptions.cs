namespace Notebook.Web.Accounts.Limits;

/// <summary>
/// How much one visitor may ask for: the settings of <c>Limits:</c>. A visitor is whoever is signed in, or else everybody who comes from
/// one address, so these are far above what a class behind one address needs. Signing in has limits of its own
/// (<see cref="SignInLimits"/>).
/// </summary>
public sealed class RequestLimitOptions
{
    public const string Section = "Limits";

    /// <summary>Opened links, invitations and links to a new password, per minute.</summary>
    public int LinksPerMinute { get; set; } = 600;

    /// <summary>Files added to notebooks, per minute.</summary>
    public int UploadsPerMinute { get; set; } = 300;

    /// <summary>Exports of notebooks, per minute.</summary>
    public int ExportsPerMinute { get; set; } = 120;

    /// <summary>Pages that connect to the server, per minute.</summary>
    public int ConnectionsPerMinute { get; set; } = 600;

    /// <summary>Messages from one page, per second, over a while. Whoever sends more is answered more slowly.</summary>
    public int MessagesPerSecond { get; set; } = 500;
}
