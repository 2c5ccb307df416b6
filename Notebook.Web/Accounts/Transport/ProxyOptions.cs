namespace Notebook.Web.Accounts.Transport;

/// <summary>The settings of <c>Proxy:</c>.</summary>
public sealed class ProxyOptions
{
    public const string Section = "Proxy";

    /// <summary>Addresses and networks of proxies whose word about the browser's address and scheme is believed, separated by commas.</summary>
    public string? Known { get; set; }
}
