using Notebook.Web.Documents;

namespace Notebook.Web.Sharing;

/// <summary>Names a link: 16 characters of a–z and 2–7, from 80 random bits.</summary>
public readonly record struct LinkId(string Value)
{
    public static LinkId New() => new(RandomName.Create(16));

    /// <summary>Accepts only what <see cref="New"/> could have made.</summary>
    public static bool TryParse(string? text, out LinkId id)
    {
        id = text is not null && RandomName.IsValid(text, 16) ? new LinkId(text) : default;
        return id.Value is not null;
    }

    public override string ToString() => Value;
}
