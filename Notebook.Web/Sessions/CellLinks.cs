using System.Collections.Immutable;
using Notebook.Protocol.Language;
using Notebook.Web.Documents;

namespace Notebook.Web.Sessions;

/// <summary>Which cells use what of which. Found by the language process; without it there are none, and nothing that rests on them happens.</summary>
/// <param name="Cells">What each code cell defines and uses.</param>
public sealed record CellLinks(ImmutableDictionary<CellId, CellLink> Cells)
{
    public static CellLinks None { get; } = new(ImmutableDictionary<CellId, CellLink>.Empty);

    public CellLink? Of(CellId id) => Cells.GetValueOrDefault(id);

    /// <param name="document">The notebook that was looked at.</param>
    /// <param name="diagnosed">What was found.</param>
    public static CellLinks Of(NotebookDocument document, NotebookDiagnosed diagnosed)
    {
        var cells = ImmutableDictionary.CreateBuilder<CellId, CellLink>();
        foreach (var cell in diagnosed.Cells)
            if (CellId.TryParse(cell.CellId, out var id) && document.Find(id) is { } there)
                cells[id] = new CellLink
                {
                    TextVersion = there.Text.Version,
                    Defines = cell.Defines,
                    Makes = cell.Makes,
                    Uses = [.. cell.Uses.Where(static use => CellId.TryParse(use.CellId, out _)).Select(static use => new LinkedName(use.Name, new(use.CellId), use.Writes))],
                    ChangesLookup = cell.ChangesLookup,
                };
        return new(cells.ToImmutable());
    }

    /// <summary>Whether they say the same.</summary>
    /// <param name="other">The others.</param>
    /// <param name="evenVersions">Whether the versions of texts count, which every keystroke changes.</param>
    public bool IsSame(CellLinks other, bool evenVersions = true) =>
        ReferenceEquals(this, other) || Cells.Count == other.Cells.Count && Cells.All(cell => other.Of(cell.Key) is { } there && there.IsSame(cell.Value, evenVersions));
}

/// <summary>What a cell defines and uses.</summary>
public sealed record CellLink
{
    /// <summary>The version of the text that was looked at.</summary>
    public required int TextVersion { get; init; }

    /// <summary>Names that it declares for later cells.</summary>
    public ImmutableArray<string> Defines { get; init; } = [];

    /// <summary>Tables of SQL and files that it makes or adds to, for later cells.</summary>
    public ImmutableArray<string> Makes { get; init; } = [];

    /// <summary>Names of earlier cells that it uses, tables of SQL and files among them.</summary>
    public ImmutableArray<LinkedName> Uses { get; init; } = [];

    /// <summary>Whether it brings something into scope for all later cells: a using directive, a package.</summary>
    public bool ChangesLookup { get; init; }

    public bool IsSame(CellLink other, bool evenVersions) =>
        (!evenVersions || TextVersion == other.TextVersion) && ChangesLookup == other.ChangesLookup && Defines.SequenceEqual(other.Defines) && Makes.SequenceEqual(other.Makes) && Uses.SequenceEqual(other.Uses);
}

/// <summary>A name that a cell uses.</summary>
/// <param name="Name">The name.</param>
/// <param name="CellId">The cell that defines it.</param>
/// <param name="Writes">Whether the using cell may change what it stands for.</param>
public readonly record struct LinkedName(string Name, CellId CellId, bool Writes);
