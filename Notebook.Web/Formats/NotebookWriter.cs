using Notebook.Web.Documents;
using Notebook.Web.Formats.CSharp;
using Notebook.Web.Formats.Html;
using Notebook.Web.Formats.MarkdownFiles;

namespace Notebook.Web.Formats;

/// <summary>Writes notebooks as files. What <see cref="NotebookReader"/> kept unread goes back to where it was.</summary>
public static class NotebookWriter
{
    public static NotebookFile Write(NotebookDocument document, NotebookFormat format) => format switch
    {
        NotebookFormat.Ipynb => IpynbWriter.Write(document),
        NotebookFormat.Dib => DibWriter.Write(document),
        NotebookFormat.Markdown => MarkdownWriter.Write(document),
        NotebookFormat.Html => HtmlWriter.Write(document),
        NotebookFormat.CSharp => CSharpProgramWriter.Write(document),
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };
}
