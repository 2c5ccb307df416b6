using System.Globalization;

namespace Notebook.Web.Components.Notebooks.Panels;

/// <summary>Sizes of files as people say them.</summary>
internal static class FileSizes
{
    public static string Text(long bytes) => bytes switch
    {
        < 1_024 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 1_024 * 1_024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_024.0:0} KB"),
        < 1_024L * 1_024 * 1_024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_048_576.0:0.#} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_073_741_824.0:0.##} GB"),
    };
}
