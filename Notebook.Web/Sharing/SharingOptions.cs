namespace Notebook.Web.Sharing;

/// <summary>The settings of <c>Sharing:</c>.</summary>
public sealed class SharingOptions
{
    public const string Section = "Sharing";

    /// <summary>Whether a link gives its role also to those who are not signed in; otherwise they only view, whatever the link says.</summary>
    public bool LinksGiveTheirRoleToAnyone { get; set; }
}
