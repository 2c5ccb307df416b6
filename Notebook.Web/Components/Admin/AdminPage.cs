namespace Notebook.Web.Components.Admin;

/// <summary>
/// A page of the administration, as its navigation names it. The page is a component with this address in the folder
/// Components/Admin, which makes it one that only administrators see; it stands in <see cref="AdminLayout"/>.
/// </summary>
/// <param name="Name">Of the link, and of the page's heading.</param>
/// <param name="IconName">Of img/icons.svg.</param>
/// <param name="Address">Below /admin.</param>
internal sealed record AdminPage(string Name, string IconName, string Address)
{
    /// <summary>In the order of the navigation.</summary>
    public static IReadOnlyList<AdminPage> All { get; } =
    [
        new("People", "person", "/admin/people"),
        new("Groups", "people", "/admin/groups"),
        new("Kernels", "chip", "/admin/kernels"),
        new("Invitations", "link", "/admin/invitations"),
        new("Announcements", "announcement", "/admin/announcements"),
        new("Storage and backup", "storage", "/admin/storage"),
        new("Audit log", "audit", "/admin/audit"),
        new("Settings", "settings", "/admin/settings"),
    ];
}
