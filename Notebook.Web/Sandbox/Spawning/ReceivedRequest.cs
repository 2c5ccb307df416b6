namespace Notebook.Web.Sandbox.Spawning;

/// <summary>A message as it came to root, and who sent it.</summary>
/// <param name="Length">Its bytes.</param>
/// <param name="ProcessId">The sender's process, as the system says.</param>
/// <param name="UserId">The sender's user, as the system says.</param>
/// <param name="IsCut">Whether it was longer than a request may be, or does not say who sent it.</param>
internal readonly record struct ReceivedRequest(int Length, int ProcessId, int UserId, bool IsCut);
