using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Notebook.Web.Storage;

namespace Notebook.Web.Accounts.Transport;

/// <summary>The certificate of the server: the operator's, or one that the server signs itself and keeps in the data folder.</summary>
internal static class ServerCertificate
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    private static readonly TimeSpan RenewedBefore = TimeSpan.FromDays(30);

    /// <exception cref="TransportSettingsException">The certificate of the settings can't be used.</exception>
    public static X509Certificate2 Get(HttpsOptions options, DataFolder folder, IEnumerable<string> hosts, TimeProvider time)
    {
        if (options.Certificate is not { Length: > 0 } path)
            return SelfSigned(folder, hosts, time);
        try
        {
            // By what it is, not by what it is called.
            if (File.ReadAllText(path).Contains("-----BEGIN", StringComparison.Ordinal))
            {
                using var pem = options.Password is { Length: > 0 } password ? X509Certificate2.CreateFromEncryptedPemFile(path, password, options.Key) : X509Certificate2.CreateFromPemFile(path, options.Key);
                return X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
            }

            return X509CertificateLoader.LoadPkcs12FromFile(path, options.Password);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new TransportSettingsException($"The certificate {path} of Https:Certificate can't be used: {problem.Message}", problem);
        }
    }

    private static X509Certificate2 SelfSigned(DataFolder folder, IEnumerable<string> hosts, TimeProvider time)
    {
        var path = Path.Combine(folder.Path, "https", "self-signed.pfx");
        if (File.Exists(path))
        {
            var kept = X509CertificateLoader.LoadPkcs12FromFile(path, null);
            if (kept.NotAfter.ToUniversalTime() - RenewedBefore > time.GetUtcNow())
                return kept;
            kept.Dispose();
        }

        var made = Make(hosts, time);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // Beside it first, so that a kill leaves no half certificate. The server's files are its user's alone (NativeCalls.KeepFilesPrivate).
        File.WriteAllBytes(path + ".part", made);
        File.Move(path + ".part", path, overwrite: true);
        return X509CertificateLoader.LoadPkcs12(made, null);
    }

    private static byte[] Make(IEnumerable<string> hosts, TimeProvider time)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Notebook self-signed", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        foreach (var host in hosts.Append("localhost").Append(Environment.MachineName).Select(static host => host.TrimStart('*', '.').Trim('[', ']')).Where(static host => host.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (!IPAddress.TryParse(host, out var address))
                names.AddDnsName(host);
            else if (!IPAddress.IsLoopback(address))
                names.AddIpAddress(address);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        using var certificate = request.CreateSelfSigned(time.GetUtcNow().AddHours(-1), time.GetUtcNow() + Lifetime);
        return certificate.Export(X509ContentType.Pkcs12);
    }
}
