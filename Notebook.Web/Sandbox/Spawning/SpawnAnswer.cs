using System.Text.Json.Serialization;

namespace Notebook.Web.Sandbox.Spawning;

/// <summary>What the root process says.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "say")]
[JsonDerivedType(typeof(SandboxReported), "report")]
[JsonDerivedType(typeof(ProgramStarted), "started")]
[JsonDerivedType(typeof(FolderMeasured), "measured")]
[JsonDerivedType(typeof(RequestDone), "done")]
[JsonDerivedType(typeof(RequestFailed), "failed")]
[JsonDerivedType(typeof(ProgramEnded), "ended")]
internal abstract record SpawnAnswer
{
    /// <summary>Of the request; of an end, that of the program.</summary>
    public required long Number { get; init; }
}

internal sealed record SandboxReported : SpawnAnswer
{
    public required SandboxReport Report { get; init; }
}

/// <summary>With it come the program's standard input, output and error.</summary>
internal sealed record ProgramStarted : SpawnAnswer
{
    public required int ProcessId { get; init; }

    public required int? UserId { get; init; }

    public required SandboxLayers Layers { get; init; }
}

internal sealed record FolderMeasured : SpawnAnswer
{
    public required long Bytes { get; init; }

    public required long Entries { get; init; }

    public required bool IsTooDeep { get; init; }
}

internal sealed record RequestDone : SpawnAnswer;

/// <summary>It was not done; the problem is a sentence for people.</summary>
internal sealed record RequestFailed : SpawnAnswer
{
    public required string Problem { get; init; }
}

/// <summary>A program has ended, and everything that it had is the server's again. Nobody asked.</summary>
internal sealed record ProgramEnded : SpawnAnswer
{
    /// <summary>128 + signal when a signal ended it.</summary>
    public required int ExitCode { get; init; }
}
