using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Notebook.Web.Sandbox.Network;

/// <summary>Tells addresses of the open internet from this machine's, its network's and its cloud's own (<c>169.254.169.254</c>), in whatever form they come.</summary>
internal static class PublicAddress
{
    /// <summary>Networks that are not public: their first address and the length of their prefix.</summary>
    private static readonly (uint Network, int Length)[] Private =
    [
        Of("0.0.0.0", 8), Of("10.0.0.0", 8), Of("100.64.0.0", 10), Of("127.0.0.0", 8), Of("169.254.0.0", 16), Of("172.16.0.0", 12), Of("192.0.0.0", 24),
        Of("192.0.2.0", 24), Of("192.88.99.0", 24), Of("192.168.0.0", 16), Of("198.18.0.0", 15), Of("198.51.100.0", 24), Of("203.0.113.0", 24), Of("224.0.0.0", 3),
    ];

    public static bool Is(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetwork)
            return IsPublic(BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes()));
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return false;

        var bytes = address.GetAddressBytes();
        // Forms of IPv6 that carry an address of IPv4: mapped, translated (64:ff9b::/96) and tunnelled (2002::/16).
        if (address.IsIPv4MappedToIPv6 || (bytes[0] == 0 && bytes[1] == 0x64 && bytes[2] == 0xFF && bytes[3] == 0x9B))
            return IsPublic(BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(12)));
        if (bytes[0] == 0x20 && bytes[1] == 0x02)
            return IsPublic(BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(2)));
        // Only 2000::/3 is given out; of it not what documentation uses, and no other tunnel.
        return (bytes[0] & 0xE0) == 0x20 && !(bytes[0] == 0x20 && bytes[1] == 0x01 && (bytes[2] < 0x02 || (bytes[2] == 0x0D && bytes[3] == 0xB8)));
    }

    private static bool IsPublic(uint address) => !Array.Exists(Private, network => address >> (32 - network.Length) == network.Network >> (32 - network.Length));

    private static (uint Network, int Length) Of(string address, int length) => (BinaryPrimitives.ReadUInt32BigEndian(IPAddress.Parse(address).GetAddressBytes()), length);
}
