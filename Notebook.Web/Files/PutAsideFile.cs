namespace Notebook.Web.Files;

/// <summary>A file or folder that somebody deleted and may still want back.</summary>
/// <param name="Way">The folder it was in, from the area on.</param>
/// <param name="Name">What it was called.</param>
/// <param name="Hidden">What it is called there meanwhile.</param>
public sealed record PutAsideFile(string Way, string Name, string Hidden);
