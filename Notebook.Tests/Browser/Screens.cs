using Microsoft.Playwright;

namespace Notebook.Tests.Browser;

/// <summary>
/// Looks at a state of the page in light, in dark and at the width of a phone: leaves a picture of each for people, and holds
/// that nothing is wider than the window and that axe finds nothing serious.
/// </summary>
internal static class Screens
{
    private const int PhoneWidth = 390;
    private const int PhoneHeight = 844;

    /// <param name="page">Stands in the state to show; it is light and wide again afterwards.</param>
    /// <param name="name">What the state is called.</param>
    /// <param name="open">Brings back what another window width closes, such as a menu; called before each look.</param>
    public static async Task TakeAsync(IPage page, string name, Func<Task>? open = null)
    {
        var size = page.ViewportSize ?? throw new InvalidOperationException("The page has no window size.");
        var problems = new List<string>();
        foreach (var (look, scheme, width, height) in ((string, ColorScheme, int, int)[])[("light", ColorScheme.Light, size.Width, size.Height), ("dark", ColorScheme.Dark, size.Width, size.Height), ("phone", ColorScheme.Light, PhoneWidth, PhoneHeight)])
        {
            if (page.ViewportSize!.Width != width)
                await page.SetViewportSizeAsync(width, height);
            await Axe.ShowInAsync(page, scheme);
            if (open is not null)
                await open();
            await page.ScreenshotAsync(new() { Path = Path.Combine(RepositoryFolders.Artifacts, $"{name}-{look}.png"), Animations = ScreenshotAnimations.Disabled });
            problems.AddRange(await Axe.ProblemsAsync(page, $"{name}, {look}", scheme));
            var wide = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
            if (wide > width)
                problems.Add($"{name}, {look}: the page is {wide} px wide, the window {width}.");
        }

        await page.SetViewportSizeAsync(size.Width, size.Height);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light, ReducedMotion = ReducedMotion.Null });
        Assert.True(problems.Count == 0, string.Join("\n", problems));
    }

    /// <summary>Leaves pictures of a whole notebook in light, in dark and on a phone, drawn to its end; holds that nothing is wider than the phone.</summary>
    public static async Task TakeWholeAsync(IPage page, string name)
    {
        var size = page.ViewportSize ?? throw new InvalidOperationException("The page has no window size.");
        foreach (var (look, scheme, width) in ((string, ColorScheme, int)[])[("phone", ColorScheme.Light, PhoneWidth), ("dark", ColorScheme.Dark, size.Width), ("light", ColorScheme.Light, size.Width)])
        {
            if (page.ViewportSize!.Width != width)
            {
                // What stands far from the window is not drawn, so the window grows as high as the notebook.
                await page.SetViewportSizeAsync(width, size.Height);
                var height = await page.EvaluateAsync<int>("() => Math.max(...[...document.querySelectorAll('*')].filter(e => e.querySelector(':scope .cell')).map(e => e.scrollHeight))");
                await page.SetViewportSizeAsync(width, Math.Clamp(height + 200, 800, 12_000));
                await Assertions.Expect(page.Locator("notebook-chart:not(:has(svg, canvas))")).ToHaveCountAsync(0);
            }

            await Axe.ShowInAsync(page, scheme);
            await page.ScreenshotAsync(new() { Path = Path.Combine(RepositoryFolders.Artifacts, $"{name}-{look}.png"), Animations = ScreenshotAnimations.Disabled });
            var wide = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
            Assert.True(wide <= width, $"{name}, {look}: the page is {wide} px wide, the window {width}.");
        }

        await page.SetViewportSizeAsync(size.Width, size.Height);
    }
}
