namespace Notebook.Web.Components.Notebooks;

/// <summary>Another notebook, as the palette names it and its address does.</summary>
internal sealed record NotebookLink(string Id, string Title);
