namespace Notebook.Web.Packages;

/// <summary>A package that a kernel has.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its exact version.</param>
/// <param name="IsDirect">A cell asked for it; others came along because these need them.</param>
public sealed record LoadedPackage(string Id, string Version, bool IsDirect);
