using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;

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

    /// <summary>Imports one on the list of notebooks, by its button.</summary>
    /// <param name="page">Signed in, on the list; on the new notebook afterwards.</param>
    /// <param name="product">Has a folder for the file.</param>
    /// <param name="cells">How many.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The notebook's address.</returns>
    public static async Task<string> ImportAsync(IPage page, PublishedProduct product, int cells, CancellationToken cancellationToken)
    {
        var file = Path.Combine(product.NewFolder(), "large.ipynb");
        await WriteAsync(file, cells, ".net-csharp", "C#", cancellationToken);
        var chooser = await page.RunAndWaitForFileChooserAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Import", Exact = true }).First.ClickAsync());
        await chooser.SetFilesAsync(file);
        await page.WaitForURLAsync("**/n/*");
        return page.Url;
    }

    /// <summary>What only this cell says.</summary>
    public static string Marker(int number) => string.Create(CultureInfo.InvariantCulture, $"marker{number:D5}");
}
