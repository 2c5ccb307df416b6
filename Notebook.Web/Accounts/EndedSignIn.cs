namespace Notebook.Web.Accounts;

/// <summary>A sign-in that ended before its cookie does.</summary>
/// <param name="Id">Of the sign-in.</param>
/// <param name="Until">When its cookie would end by itself, after which nobody has to know.</param>
public sealed record EndedSignIn(string Id, DateTimeOffset Until);
