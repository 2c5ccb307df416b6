namespace Notebook.Web.Sessions;

/// <summary>What the session knows about an operation beside its content.</summary>
/// <param name="By">Who sent it, with the role they hold now.</param>
/// <param name="At">When the session took it up.</param>
internal sealed record OperationContext(Participant By, DateTimeOffset At);
