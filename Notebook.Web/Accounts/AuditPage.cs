namespace Notebook.Web.Accounts;

/// <summary>Some entries of the audit log, newest first.</summary>
/// <param name="Entries">At most as many as were asked for.</param>
/// <param name="Next">Where the page after this one begins; null when there is none.</param>
public sealed record AuditPage(IReadOnlyList<AuditEntry> Entries, long? Next);
