namespace Notebook.Web.Secrets;

/// <summary>A secret of a notebook as it is stored.</summary>
public sealed record KeptSecret
{
    public required string NotebookId { get; init; }

    /// <summary>As code names it.</summary>
    public required string Name { get; init; }

    /// <summary>The value, encrypted for this notebook and this name: in another's place it can't be read.</summary>
    public required string Cipher { get; init; }

    /// <summary>Who set it, as they were called then.</summary>
    public required string SetBy { get; init; }

    public required DateTimeOffset SetAt { get; init; }

    /// <summary>Begins with the notebook's id, as everything does that goes with the notebook.</summary>
    public static string IdOf(string notebookId, string name) => $"{notebookId}/{name}";
}
