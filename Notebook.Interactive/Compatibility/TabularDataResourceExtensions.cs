namespace Microsoft.DotNet.Interactive.Formatting.TabularData;

/// <summary>Tables of sequences.</summary>
public static class TabularDataResourceExtensions
{
    /// <summary>The sequence as a value that is shown as a table.</summary>
    public static TabularDataResource ToTabularDataResource<T>(this IEnumerable<T> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return TabularDataResource.Of(source);
    }
}
