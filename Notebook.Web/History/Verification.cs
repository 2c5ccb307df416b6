using System.Collections.Immutable;

namespace Notebook.Web.History;

/// <summary>Whether a notebook showed again what it had shown when all of it ran in a fresh kernel, and where it did not.</summary>
public sealed record Verification
{
    public required DateTimeOffset At { get; init; }

    /// <summary>The display name of who asked.</summary>
    public required string By { get; init; }

    /// <summary>How many cells were compared; those that had never run are not.</summary>
    public required int Compared { get; init; }

    /// <summary>Where it did not hold, in the order of the notebook.</summary>
    public ImmutableArray<CellVerdict> Differing { get; init; } = [];

    /// <summary>Why it came to no result, in a sentence; null when it did.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether somebody has changed the notebook since.</summary>
    public bool IsOutdated { get; init; }

    public bool Held => Problem is null && Differing.IsEmpty;
}
