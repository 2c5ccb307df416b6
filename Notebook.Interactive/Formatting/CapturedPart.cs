namespace Notebook.Interactive.Formatting;

/// <summary>A member, entry or item of a value; items have no name.</summary>
internal readonly record struct CapturedPart(string? Name, CapturedValue Value);
