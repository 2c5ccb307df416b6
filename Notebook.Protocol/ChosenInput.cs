using System.Collections.Immutable;

namespace Notebook.Protocol;

/// <summary>What somebody chose for an input before the code that shows it runs.</summary>
public sealed record ChosenInput
{
    /// <summary>The input's key within its cell: chosen on the page; null when a command line names it by its label.</summary>
    public string? Key { get; init; }

    /// <summary>The label, as <see cref="InputName.Of"/> spells it; null with a key.</summary>
    public string? Label { get; init; }

    /// <summary>The value in the form that inputs have as text; several only for a choice of several, named by its label.</summary>
    public required ImmutableArray<string> Values { get; init; }

    /// <summary>The whole path of the file that the first value names where a command was started; null when it names none.</summary>
    public string? FilePath { get; init; }

    /// <summary>Without the values, which may be passwords.</summary>
    public override string ToString() => $"{nameof(ChosenInput)} {{ {Key ?? Label} }}";
}
