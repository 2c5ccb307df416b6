using Notebook.Web.Formats.MarkdownFiles;

namespace Notebook.Web.Formats;

/// <summary>Reads notebook files. Whatever the bytes are, the answer is a whole notebook or a reason, never an exception.</summary>
public static class NotebookReader
{
    /// <summary>The largest file that is read, in bytes; about the largest notebook with pictures that people still share.</summary>
    public const int MaxBytes = 50 * 1024 * 1024;

    /// <param name="fileName">Its extension decides the format; without a title inside, its name becomes the notebook's.</param>
    /// <param name="content">The file as it is: UTF-8, or UTF-16 with its mark.</param>
    /// <param name="timeProvider">When the notebook was made, as the record wants to know.</param>
    public static NotebookReadResult Read(string fileName, ReadOnlyMemory<byte> content, TimeProvider timeProvider)
    {
        var name = Path.GetFileName(fileName);
        var format = NotebookFormats.FromFileName(name);
        if (format is not (NotebookFormat.Ipynb or NotebookFormat.Dib or NotebookFormat.Markdown))
            return new NotebookReadResult.Unreadable($"{name} is {(format is null ? "not a notebook" : "made from a notebook and can't be turned back into one")}. Choose an .ipynb, .dib or .md file.");
        if (content.Length > MaxBytes)
            return new NotebookReadResult.Unreadable(FormattableString.Invariant($"{name} is too large: {content.Length / 1048576.0:0.0} MB, and the limit is {MaxBytes / 1048576} MB. Clear its outputs where it came from, then try again."));

        try
        {
            var title = Path.GetFileNameWithoutExtension(name);
            var utf8 = FileText.ToUtf8(content);
            var now = timeProvider.GetUtcNow();
            return new NotebookReadResult.Read(format switch
            {
                NotebookFormat.Ipynb => IpynbReader.Read(title, utf8, now),
                NotebookFormat.Markdown => MarkdownReader.Read(title, utf8, now),
                _ => DibReader.Read(title, utf8, now),
            });
        }
        catch (UnreadableNotebookException unreadable)
        {
            return new NotebookReadResult.Unreadable($"{name} can't be read. {unreadable.Message}");
        }
    }
}
