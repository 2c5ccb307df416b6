using System.Globalization;
using System.Text.Json;

namespace Notebook.Benchmarks.Pages;

/// <summary>A notebook file of many small cells, each with a text that occurs nowhere else; every tenth is Markdown.</summary>
internal static class LargeNotebook
{
    public static async Task WriteAsync(string path, int cells, string kernel, string language, CancellationToken cancellationToken)
    {
        var content = new
        {
            cells = Enumerable.Range(1, cells).Select(number => number % 10 == 0
                ? (object)new { cell_type = "markdown", metadata = new { }, source = $"## Section\n\nSome words about {Marker(number)} and what follows." }
                : new { cell_type = "code", execution_count = (int?)null, metadata = new { }, outputs = Array.Empty<object>(), source = $"x{number} = {number}\ny{number} = x{number} + 1\n\"{Marker(number)}\"" }),
            metadata = new { kernelspec = new { name = kernel, language, display_name = kernel } },
            nbformat = 4,
            nbformat_minor = 4,
        };
        await File.WriteAllTextAsync(path, JsonSerializer.Serialize(content), cancellationToken);
    }

    /// <summary>What only this cell says.</summary>
    public static string Marker(int number) => string.Create(CultureInfo.InvariantCulture, $"marker{number:D5}");
}
