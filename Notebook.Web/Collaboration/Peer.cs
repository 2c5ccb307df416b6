namespace Notebook.Web.Collaboration;

/// <summary>One tab that has the notebook open, as the others see it.</summary>
/// <param name="Id">Unique per tab.</param>
/// <param name="Person">The same number for all tabs of one person; it says nothing about their account.</param>
/// <param name="Name">What the person is called: text, never HTML.</param>
/// <param name="Colour">Which of the design's colours for people is theirs, from 1 to <see cref="PeerColours.Count"/>.</param>
public sealed record Peer(string Id, int Person, string Name, int Colour);
