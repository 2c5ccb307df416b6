using System.Text.Json.Serialization;

namespace Notebook.Web.Sandbox.Spawning;

/// <summary>
/// What the server may ask of the root process. No request holds a path, an argument or an environment: names are looked at by
/// <see cref="SpawnRules"/>, and root makes of them what it starts.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "ask")]
[JsonDerivedType(typeof(ReportSandbox), "report")]
[JsonDerivedType(typeof(StartProgram), "start")]
[JsonDerivedType(typeof(GiveFolder), "give")]
[JsonDerivedType(typeof(MeasureFolder), "measure")]
[JsonDerivedType(typeof(SetPriority), "priority")]
[JsonDerivedType(typeof(EndProgram), "end")]
internal abstract record SpawnRequest
{
    /// <summary>Above that of every earlier request; the answer has the same.</summary>
    public required long Number { get; init; }
}

/// <summary>What the probes found before the server started.</summary>
internal sealed record ReportSandbox : SpawnRequest;

/// <summary>Starts the kernel's program. Its request's number names the program from then on.</summary>
internal sealed record StartProgram : SpawnRequest
{
    public required ProgramPlace Place { get; init; }

    /// <summary>The notebook's id or the slot's name; empty for the language process.</summary>
    public required string Name { get; init; }

    /// <summary>The id of the group whose folder it reads; null without one.</summary>
    public string? Group { get; init; }

    /// <summary>The key of the packages that it reads; null without.</summary>
    public string? Packages { get; init; }

    /// <summary>What it may use; null for the server's own limits.</summary>
    public KernelLimits? Limits { get; init; }
}

/// <summary>Gives everything in a program's folder to it, because something came in.</summary>
internal sealed record GiveFolder : SpawnRequest
{
    public required long Program { get; init; }
}

/// <summary>How much a program's folders hold.</summary>
internal sealed record MeasureFolder : SpawnRequest
{
    public required long Program { get; init; }
}

/// <summary>Lets a program give way to others, or not any more.</summary>
internal sealed record SetPriority : SpawnRequest
{
    public required long Program { get; init; }

    public required bool IsLow { get; init; }
}

/// <summary>Ends a program, whatever it does.</summary>
internal sealed record EndProgram : SpawnRequest
{
    public required long Program { get; init; }
}
