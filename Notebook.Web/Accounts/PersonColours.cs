namespace Notebook.Web.Accounts;

/// <summary>The colours that people are shown in: names of the tokens <c>--color-person-1</c> to <c>-6</c>.</summary>
public static class PersonColours
{
    /// <summary>Each with the word that a person chooses it by.</summary>
    public static IReadOnlyList<(string Colour, string Word)> All { get; } =
        [("person-1", "Rose"), ("person-2", "Teal"), ("person-3", "Ochre"), ("person-4", "Moss"), ("person-5", "Slate blue"), ("person-6", "Brick")];

    public static bool Contains(string? colour) => All.Any(known => known.Colour == colour);

    /// <summary>The chosen colour, or one that the person always gets.</summary>
    public static string Of(string personId, string? chosen) =>
        Contains(chosen) ? chosen! : All[(int)(personId.Aggregate(2166136261u, static (hash, c) => (hash ^ c) * 16777619u) % (uint)All.Count)].Colour;
}
