using System.Collections.Immutable;

namespace Notebook.Protocol;

/// <summary>A package that is on the disk, with the files that a program of this platform takes from it. Paths are absolute.</summary>
public sealed record RestoredPackage
{
    public required string Id { get; init; }

    /// <summary>The exact version.</summary>
    public required string Version { get; init; }

    /// <summary>The notebook asked for it; others came along because these need them.</summary>
    public bool IsDirect { get; init; }

    /// <summary>Assemblies for the compiler; may be reference assemblies, which can't run.</summary>
    public ImmutableArray<string> Compile { get; init; } = [];

    /// <summary>Assemblies to load.</summary>
    public ImmutableArray<string> Runtime { get; init; } = [];

    /// <summary>Native libraries, with whatever lies beside them.</summary>
    public ImmutableArray<string> Native { get; init; } = [];

    /// <summary>Satellite assemblies; the name of the folder is the culture's.</summary>
    public ImmutableArray<string> Resources { get; init; } = [];
}
