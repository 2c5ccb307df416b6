using Notebook.Web.Documents;

namespace Notebook.Web.History;

/// <summary>Names a revision within its notebook.</summary>
public readonly record struct RevisionId(string Value)
{
    private const int Length = 12;

    public static RevisionId New() => new(RandomName.Create(Length));

    public static bool TryParse(string? text, out RevisionId id)
    {
        id = text is not null && RandomName.IsValid(text, Length) ? new RevisionId(text) : default;
        return id.Value is not null;
    }

    public override string ToString() => Value;
}
