using System.Collections.Immutable;

namespace Notebook.Protocol.Language;

/// <summary>A stretch of a text and what takes its place. Positions are those of the text before.</summary>
public sealed record TextEdit(int Start, int End, string Text);

/// <summary>Edits of one cell, from its beginning to its end; they do not overlap.</summary>
/// <param name="CellId">The cell.</param>
/// <param name="Length">The length of the text that they were made for.</param>
/// <param name="Edits">The edits.</param>
public sealed record CellEdits(string CellId, int Length, ImmutableArray<TextEdit> Edits);

/// <summary>A place in a cell.</summary>
/// <param name="CellId">The cell.</param>
/// <param name="Start">In UTF-16 code units.</param>
/// <param name="End">In UTF-16 code units.</param>
/// <param name="IsDefinition">Whether the thing is declared here.</param>
/// <param name="Line">1-based.</param>
/// <param name="Preview">The line.</param>
public sealed record CodePlace(string CellId, int Start, int End, bool IsDefinition, int Line, string Preview);

/// <summary>Something that could be done about an error.</summary>
/// <param name="Title">What a reader is offered.</param>
/// <param name="Edits">What it changes in the cell that was asked about.</param>
public sealed record CodeFix(string Title, ImmutableArray<TextEdit> Edits);

/// <summary>One way to call something.</summary>
/// <param name="Label">The declaration.</param>
/// <param name="Documentation">What it does.</param>
/// <param name="Parameters">Its parameters in order.</param>
public sealed record CallSignature(string Label, string Documentation, ImmutableArray<CallParameter> Parameters);

/// <summary>One parameter.</summary>
/// <param name="Start">Where it stands in the label.</param>
/// <param name="End">Where it ends there.</param>
/// <param name="Documentation">What it is for.</param>
public sealed record CallParameter(int Start, int End, string Documentation);
