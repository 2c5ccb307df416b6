using Notebook.Web.Documents;

namespace Notebook.Web.Sharing;

/// <summary>Names a group: 16 characters of a–z and 2–7, from 80 random bits.</summary>
public readonly record struct GroupId(string Value)
{
    public static GroupId New() => new(RandomName.Create(16));

    /// <summary>Accepts only what <see cref="New"/> could have made.</summary>
    public static bool TryParse(string? text, out GroupId id)
    {
        id = text is not null && RandomName.IsValid(text, 16) ? new GroupId(text) : default;
        return id.Value is not null;
    }

    public override string ToString() => Value;
}
