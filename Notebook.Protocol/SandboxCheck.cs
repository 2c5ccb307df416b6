namespace Notebook.Protocol;

/// <summary>One attack of the sandbox probe and what came of it. The probe prints one line for each.</summary>
/// <param name="Name">What was tried, as in "read a file of the server's".</param>
/// <param name="Holds">Whether the sandbox held, or what a notebook needs works.</param>
/// <param name="Detail">What happened.</param>
public sealed record SandboxCheck(string Name, bool Holds, string Detail)
{
    /// <summary>The argument that makes the kernel's program attack its sandbox and end. Followed by a file that must not be
    /// readable, a folder that must not be writable, and the server's process id.</summary>
    public const string Command = "--sandbox-probe";

    private const char Separator = '\t';

    public string ToLine() => string.Join(Separator, Holds ? "held" : "FAILED", OneLine(Name), OneLine(Detail));

    /// <returns>Null for a line that is none.</returns>
    public static SandboxCheck? Parse(string line)
    {
        var parts = line.Split(Separator);
        return parts is ["held" or "FAILED", _, _] ? new(parts[1], parts[0] == "held", parts[2]) : null;
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Replace(Separator, ' ');
}
