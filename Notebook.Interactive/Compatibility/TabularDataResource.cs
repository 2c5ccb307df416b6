using Notebook.Interactive;
using Notebook.Interactive.Formatting;
using Notebook.Protocol;

namespace Microsoft.DotNet.Interactive.Formatting.TabularData;

/// <summary>A sequence of objects, shown as a table.</summary>
public sealed class TabularDataResource : IDisplayable
{
    private readonly object _rows;

    internal TabularDataResource(object rows) => _rows = rows;

    /// <inheritdoc/>
    public MimeBundle ToMimeBundle() => ValueFormatter.Format(_rows);
}
