using System.Collections.Immutable;

namespace Notebook.Web.Formats.CSharp;

/// <summary>One item of a cell's top level.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="First">Its first token's index in the cell's <see cref="ScriptTokens.Code"/>.</param>
/// <param name="End">The index behind its last token.</param>
/// <param name="Names">What it declares for those that follow.</param>
internal sealed record ScriptItem(ScriptItemKind Kind, int First, int End, ImmutableArray<string> Names)
{
    /// <summary>Where the item's own text begins behind modifiers that a program does not allow there; an index like that of the first token.</summary>
    public int Body { get; init; } = First;

    /// <summary>Declares variables without a value, which in a script start with their default.</summary>
    public bool LacksValue { get; init; }

    /// <summary>A method that extends its first parameter's type.</summary>
    public bool IsExtension { get; init; }
}
