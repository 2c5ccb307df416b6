using Notebook.Web.Documents;

namespace Notebook.Web.Formats;

/// <summary>The notebook that a new server begins with. Its outputs appear when somebody runs it; none is made up.</summary>
public static class WelcomeNotebook
{
    /// <summary>Makes it, with an id of its own.</summary>
    public static NotebookDocument Create(TimeProvider time)
    {
        using var stream = typeof(WelcomeNotebook).Assembly.GetManifestResourceStream("welcome.dib") ?? throw new InvalidOperationException("The assembly was built without welcome.dib.");
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return NotebookReader.Read("Welcome.dib", content.ToArray(), time) is NotebookReadResult.Read read
            ? read.Document
            : throw new InvalidOperationException("welcome.dib is not a notebook.");
    }
}
