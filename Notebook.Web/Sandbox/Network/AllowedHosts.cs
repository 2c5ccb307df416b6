using System.Globalization;

namespace Notebook.Web.Sandbox.Network;

/// <summary>The hosts that cells may reach: the setting <c>Sandbox:AllowedHosts</c>.</summary>
public sealed class AllowedHosts
{
    private static readonly int[] UsualPorts = [80, 443];

    private readonly List<(string Host, bool WithSubdomains, int? Port)> _entries = [];

    /// <param name="entries">Names such as <c>api.example.org</c>, <c>*.example.org</c> for everything below, and <c>db.example.org:8443</c> for a port other than 80 and 443.</param>
    /// <exception cref="SandboxSettingsException">One of them is no name of a host.</exception>
    public AllowedHosts(IEnumerable<string> entries)
    {
        foreach (var entry in entries.SelectMany(static entry => entry.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
        {
            var (name, port) = entry.LastIndexOf(':') is > 0 and var colon && int.TryParse(entry[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? (entry[..colon], (int?)number) : (entry, null);
            var withSubdomains = name.StartsWith("*.", StringComparison.Ordinal);
            var host = withSubdomains ? name[2..] : name;
            if (Uri.CheckHostName(host) != UriHostNameType.Dns || port is <= 0 or > 65_535)
                throw new SandboxSettingsException($"Sandbox:AllowedHosts has “{entry}”, which is no name of a host. Write names such as api.example.org or *.example.org, with a port where it is neither 80 nor 443.");
            _entries.Add((host.ToLowerInvariant(), withSubdomains, port));
        }

        Words = string.Join(", ", _entries.Select(static entry => $"{(entry.WithSubdomains ? "*." : "")}{entry.Host}{(entry.Port is { } port ? $":{port}" : "")}"));
    }

    public bool IsEmpty => _entries.Count == 0;

    /// <summary>The hosts as people read them.</summary>
    public string Words { get; }

    public bool Allows(string host, int port)
    {
        var name = host.TrimEnd('.').ToLowerInvariant();
        return _entries.Exists(entry => (name == entry.Host || (entry.WithSubdomains && name.EndsWith("." + entry.Host, StringComparison.Ordinal)))
            && (entry.Port is { } only ? port == only : UsualPorts.Contains(port)));
    }
}
