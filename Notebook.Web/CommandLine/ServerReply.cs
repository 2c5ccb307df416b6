namespace Notebook.Web.CommandLine;

/// <summary>What a command that works on the data folder came to.</summary>
/// <param name="ExitCode">Of <see cref="CommandLine.ExitCode"/>.</param>
/// <param name="Output">For standard output; lines end with \n.</param>
/// <param name="Error">For standard error.</param>
public sealed record ServerReply(int ExitCode, string Output = "", string Error = "");
