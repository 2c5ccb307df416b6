namespace Notebook.Web.Documents;

/// <summary>Names a notebook, in its address <c>/n/{id}</c> too: 16 characters of a–z and 2–7, from 80 random bits.</summary>
public readonly record struct NotebookId(string Value)
{
    public static NotebookId New() => new(RandomName.Create(16));

    /// <summary>Accepts only what <see cref="New"/> could have made, so that an id is safe as a file or folder name.</summary>
    public static bool TryParse(string? text, out NotebookId id)
    {
        id = text is not null && RandomName.IsValid(text, 16) ? new NotebookId(text) : default;
        return id.Value is not null;
    }

    public override string ToString() => Value;
}
