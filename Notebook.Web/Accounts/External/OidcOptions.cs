namespace Notebook.Web.Accounts.External;

/// <summary>The settings of <c>Oidc:</c>. Without an authority people sign in with what this server knows alone.</summary>
public sealed class OidcOptions
{
    public const string Section = "Oidc";

    /// <summary>The address of the sign-in service, below which it has its <c>.well-known/openid-configuration</c>.</summary>
    public string? Authority { get; set; }

    public string? ClientId { get; set; }

    public string? ClientSecret { get; set; }

    /// <summary>What the button says after "Continue with".</summary>
    public string Name { get; set; } = "your organisation";

    /// <summary>Whether somebody with a verified e-mail address and no account gets one.</summary>
    public bool CreateAccounts { get; set; }

    /// <summary>Whether the service's e-mail addresses count as verified although it does not say so; for one that only the organisation's people have.</summary>
    public bool TrustEmail { get; set; }

    /// <summary>Whether the service may be reached without HTTPS; for trying it out.</summary>
    public bool AllowPlain { get; set; }

    public bool IsSet => Authority is { Length: > 0 } && ClientId is { Length: > 0 };
}
