namespace Notebook.Web.Documents;

/// <summary>Names a comment, and the thread that it begins, within its notebook.</summary>
public readonly record struct CommentId(string Value)
{
    private const int Length = 12;

    public static CommentId New() => new(RandomName.Create(Length));

    public static bool TryParse(string? text, out CommentId id)
    {
        id = text is not null && RandomName.IsValid(text, Length) ? new CommentId(text) : default;
        return id.Value is not null;
    }

    public override string ToString() => Value;
}
