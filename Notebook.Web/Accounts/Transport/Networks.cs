using System.Net;

namespace Notebook.Web.Accounts.Transport;

/// <summary>Addresses and networks as settings name them.</summary>
internal static class Networks
{
    /// <exception cref="TransportSettingsException">A word is neither an address nor a network.</exception>
    public static IReadOnlyList<IPNetwork> Parse(string setting, string? text)
    {
        var networks = new List<IPNetwork>();
        foreach (var word in (text ?? "").Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            if (IPNetwork.TryParse(word, out var network))
                networks.Add(network);
            else if (IPAddress.TryParse(word, out var address))
                networks.Add(new(address, address.GetAddressBytes().Length * 8));
            else
                throw new TransportSettingsException($"{setting} has “{word}”, which is neither an address nor a network such as 10.0.0.0/8.");
        }

        return networks;
    }

    public static bool Contain(this IReadOnlyList<IPNetwork> networks, IPAddress address) =>
        networks.Any(network => network.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address));
}
