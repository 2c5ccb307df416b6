namespace Notebook.Web.Secrets;

/// <summary>What the page shows of a secret. The value never goes there.</summary>
public sealed record SecretRow(string Name, string SetBy, DateTimeOffset SetAt);
