namespace Notebook.Web.Documents;

public enum CellKind
{
    Code,
    Markdown,
}
