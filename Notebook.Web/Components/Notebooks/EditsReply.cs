namespace Notebook.Web.Components.Notebooks;

/// <summary>What became of a change of texts.</summary>
/// <param name="Refusal">Why it was not made; a sentence, or null.</param>
/// <param name="Cells">The cells that it changed.</param>
internal sealed record EditsReply(string? Refusal, string[] Cells);
