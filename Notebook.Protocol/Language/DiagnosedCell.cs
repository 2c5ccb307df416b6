using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Notebook.Protocol.Language;

/// <summary>What the compiler thinks of one cell.</summary>
public sealed record DiagnosedCell
{
    public required string CellId { get; init; }

    public ImmutableArray<CodeDiagnostic> Diagnostics { get; init; } = [];

    /// <summary>Names that it declares for later cells.</summary>
    public ImmutableArray<string> Defines { get; init; } = [];

    /// <summary>Tables of SQL and files that it makes or adds to, for later cells.</summary>
    public ImmutableArray<string> Makes { get; init; } = [];

    /// <summary>Names of other cells that it uses, tables of SQL and files among them.</summary>
    public ImmutableArray<CellUse> Uses { get; init; } = [];

    /// <summary>Whether it brings something into scope without naming it: a using directive, a reference, an extension method.</summary>
    public bool ChangesLookup { get; init; }
}

/// <summary>A name of another cell that a cell uses.</summary>
/// <param name="Name">The name.</param>
/// <param name="CellId">The cell that declares it.</param>
/// <param name="Writes">Whether it may change what the name stands for: an assignment, or a call on it for its effect.</param>
public sealed record CellUse(string Name, string CellId, bool Writes = false);

/// <summary>One message of the compiler about a stretch of a cell.</summary>
public sealed record CodeDiagnostic
{
    public required string Id { get; init; }

    public required string Message { get; init; }

    public required CodeSeverity Severity { get; init; }

    /// <summary>In UTF-16 code units of the cell's text.</summary>
    public required int Start { get; init; }

    public required int End { get; init; }

    /// <summary>The name that nothing in the notebook declares, when that is what is wrong.</summary>
    public string? UnknownName { get; init; }
}

/// <summary>How bad it is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CodeSeverity>))]
public enum CodeSeverity
{
    Error,
    Warning,
    Information,

    /// <summary>Nothing is wrong that the notebook itself shows: the running kernel may know better.</summary>
    Hint,
}
