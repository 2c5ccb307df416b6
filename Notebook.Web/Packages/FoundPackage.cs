namespace Notebook.Web.Packages;

/// <summary>A package that a search found.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its latest version.</param>
/// <param name="Description">What its author says of it.</param>
public sealed record FoundPackage(string Id, string Version, string Description);
