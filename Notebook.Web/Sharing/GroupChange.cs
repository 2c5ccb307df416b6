namespace Notebook.Web.Sharing;

/// <summary>What somebody wants to make of a group.</summary>
/// <param name="After">The group afterwards; null when it is refused.</param>
/// <param name="Detail">What is different, for the audit log.</param>
/// <param name="Problem">Why it is refused.</param>
internal readonly record struct GroupChange(Group? After, string Detail, string? Problem)
{
    public static GroupChange To(Group after, string detail) => new(after, detail, null);

    public static GroupChange Refused(string problem) => new(null, "", problem);
}
