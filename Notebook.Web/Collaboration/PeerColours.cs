namespace Notebook.Web.Collaboration;

/// <summary>The colours by which people are told apart; the page has them as tokens <c>--color-person-n</c>. Here, and only here, it is decided who gets which.</summary>
public static class PeerColours
{
    public const int Count = 6;

    /// <param name="wanted">The colour that the person chose for themselves; null when they chose none.</param>
    /// <param name="taken">Those of the people who are here, once for each.</param>
    /// <returns>The chosen one, or the first that nobody has, or the one that the fewest have.</returns>
    public static int Choose(int? wanted, IEnumerable<int> taken)
    {
        if (wanted is >= 1 and <= Count)
            return wanted.Value;

        var uses = taken.CountBy(static colour => colour).ToDictionary();
        return Enumerable.Range(1, Count).MinBy(colour => uses.GetValueOrDefault(colour));
    }
}
