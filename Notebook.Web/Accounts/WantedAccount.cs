namespace Notebook.Web.Accounts;

/// <summary>An account that somebody asks for.</summary>
internal sealed record WantedAccount
{
    public required string Email { get; init; }

    public required string DisplayName { get; init; }

    public bool IsAdministrator { get; init; }

    /// <summary>Whether it is refused when there is another account.</summary>
    public bool MustBeFirst { get; init; }

    /// <summary>The other service that vouched for the person.</summary>
    public ExternalLogin? Login { get; init; }
}
