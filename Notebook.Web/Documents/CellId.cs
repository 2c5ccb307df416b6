namespace Notebook.Web.Documents;

/// <summary>Names a cell within its notebook, whatever its position: 1 to 64 characters of letters, digits, <c>-</c> and <c>_</c>, as nbformat 4.5 demands.</summary>
public readonly record struct CellId(string Value)
{
    public static CellId New() => new(RandomName.Create(10));

    public static bool TryParse(string? text, out CellId id)
    {
        id = text is { Length: > 0 and <= 64 } && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? new CellId(text) : default;
        return id.Value is not null;
    }

    public override string ToString() => Value;
}
