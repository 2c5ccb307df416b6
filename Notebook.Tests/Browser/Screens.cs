using Microsoft.Playwright;

namespace Notebook.Tests.Browser;

/// <summary>Pictures of a state of the page for people to look at: light, dark and at the width of a phone.</summary>
internal static class Screens
{
    /// <param name="page">Stands in the state to show; it is light and wide again afterwards.</param>
    /// <param name="name">What the state is called.</param>
    public static async Task TakeAsync(IPage page, string name)
    {
        var size = page.ViewportSize ?? throw new InvalidOperationException("The page has no window size.");
        await TakeAsync(page, name, "light");
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await TakeAsync(page, name, "dark");
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await page.SetViewportSizeAsync(390, 844);
        await TakeAsync(page, name, "phone");
        Assert.Equal(390, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        await page.SetViewportSizeAsync(size.Width, size.Height);
    }

    private static async Task TakeAsync(IPage page, string name, string look) =>
        await page.ScreenshotAsync(new() { Path = Path.Combine(RepositoryFolders.Artifacts, $"{name}-{look}.png"), Animations = ScreenshotAnimations.Disabled });
}
