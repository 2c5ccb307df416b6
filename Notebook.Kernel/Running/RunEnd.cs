using Notebook.Protocol;

namespace Notebook.Kernel.Running;

/// <summary>How a run ended, and whether something of it goes on all the same.</summary>
internal sealed record RunEnd(SubmissionOutcome Outcome, bool WorkLeftRunning);
