namespace Notebook.Benchmarks.Pages;

/// <summary><c>#r "nuget: …"</c> of a package that the server has got before, in a kernel that has not: from the key to the word that it is installed.</summary>
public sealed class CachedPackage : IBenchmarkRow
{
    private const int Repeats = 5;

    public string Name => "cached-package";

    public string Title => "`#r nuget` of a cached package";

    public string Goal => "≤ 1.5 s";

    public async Task<IReadOnlyList<Figure>> MeasureAsync(PublishedProduct product, CancellationToken cancellationToken)
    {
        await using var server = await MeasuredServer.StartAsync(product, cancellationToken);
        await using var browser = await MeasuredBrowser.StartAsync();
        List<double> times = [];
        for (var i = -1; i < Repeats; i++)
        {
            // The first one fetches it.
            var notebook = await OutputNotebook.NewAsync(server, browser);
            await notebook.WriteAsync("1");
            await notebook.Page.Keyboard.PressAsync("Control+Enter");
            await notebook.SucceededAsync();
            await notebook.WriteAsync("#r \"nuget: Humanizer.Core, 2.14.1\"");
            var time = await notebook.RunUntilShownAsync("Installed Packages");
            await notebook.Page.CloseAsync();
            if (i >= 0)
                times.Add(time);
        }

        return [.. Figure.Of("from the key to the package", "ms", new Sample(times))];
    }
}
