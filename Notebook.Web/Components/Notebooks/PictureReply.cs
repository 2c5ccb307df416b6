namespace Notebook.Web.Components.Notebooks;

/// <summary>What became of a picture for a text cell.</summary>
/// <param name="Refusal">A sentence; null when the cell has it.</param>
/// <param name="Name">What the text calls it.</param>
internal sealed record PictureReply(string? Refusal, string? Name);
