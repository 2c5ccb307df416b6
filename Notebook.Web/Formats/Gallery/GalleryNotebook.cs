using Notebook.Web.Documents;

namespace Notebook.Web.Formats;

/// <summary>A notebook of the gallery: part of the product, opened as a copy that is one's own.</summary>
/// <param name="Name">Names its file here and its picture in img/gallery.svg.</param>
/// <param name="Title">What the copy is called.</param>
/// <param name="About">What is in it, in a few words.</param>
public sealed record GalleryNotebook(string Name, string Title, string About)
{
    /// <summary>All of them, in the order in which a newcomer may read them.</summary>
    public static IReadOnlyList<GalleryNotebook> All { get; } =
    [
        new("tour", "A tour in ten cells", "Text, tables, charts, inputs, errors"),
        new("csv", "From a CSV file to a chart", "Read, look, ask, answer"),
        new("sql", "SQL over files and variables", "DuckDB, in the notebook"),
        new("inputs", "Inputs and what depends on them", "Sliders, stale cells, Run stale"),
        new("linq", "LINQ, one question at a time", "Filter, group, flatten, wait"),
        new("dataframe", "DataFrames", "Tables by columns, and charts of them"),
        new("ml", "Machine learning with ML.NET", "Train, test, and ask the model"),
        new("live", "A live chart", "Charts that grow while a cell runs"),
        new("async", "Async and progress", "Bars, parallel work, giving up in time"),
        new("formatting", "Show it your way", "Markdown, maths, SVG, your types"),
    ];

    /// <summary>The four that home offers to somebody without notebooks.</summary>
    public static IEnumerable<GalleryNotebook> First => All.Take(4);

    /// <summary>Makes a copy, with an id of its own. Its outputs appear when somebody runs it; none is made up.</summary>
    public NotebookDocument Create(TimeProvider time)
    {
        using var stream = typeof(GalleryNotebook).Assembly.GetManifestResourceStream($"gallery/{Name}.dib") ?? throw new InvalidOperationException($"The assembly was built without gallery/{Name}.dib.");
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return NotebookReader.Read($"{Name}.dib", content.ToArray(), time) is NotebookReadResult.Read read
            ? read.Document with { Title = Title }
            : throw new InvalidOperationException($"gallery/{Name}.dib is not a notebook.");
    }
}
