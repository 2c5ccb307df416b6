namespace Notebook.Web.Accounts;

/// <summary>Where somebody may be sent after signing in: only paths of this server, or a link could lead a signed-in visitor elsewhere.</summary>
internal static class LocalAddress
{
    public static string OrHome(string? address) => Is(address) ? address! : "/";

    private static bool Is(string? address) =>
        address is ['/', ..] && !address.StartsWith("//", StringComparison.Ordinal) && !address.StartsWith("/\\", StringComparison.Ordinal) && !address.Any(char.IsControl);
}
