namespace Notebook.Web.Accounts.Transport;

/// <summary>The settings of <c>Https:</c>. They matter for the addresses of <c>Urls</c> that begin with https.</summary>
public sealed class HttpsOptions
{
    public const string Section = "Https";

    /// <summary>The certificate, PEM or PKCS#12. Without one the server makes its own, which browsers warn about.</summary>
    public string? Certificate { get; set; }

    /// <summary>The certificate's key, for PEM in two files.</summary>
    public string? Key { get; set; }

    /// <summary>What the certificate or its key is encrypted with.</summary>
    public string? Password { get; set; }

    /// <summary>Networks from which HTTP without TLS is good enough, such as <c>172.17.0.0/16</c>, separated by commas. This machine is always one.</summary>
    public string? PlainFrom { get; set; }
}
