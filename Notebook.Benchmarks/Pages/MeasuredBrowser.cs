using Microsoft.Playwright;

namespace Notebook.Benchmarks.Pages;

/// <summary>A headless Chromium of the machine.</summary>
public sealed class MeasuredBrowser : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private MeasuredBrowser(IPlaywright playwright, IBrowser browser)
    {
        _playwright = playwright;
        _browser = browser;
    }

    /// <param name="waitsForScreen">
    /// Whether frames keep the pace of a screen of 60 Hz. Without it a frame is made as soon as there is something new: what is
    /// measured then is the page's own work, not the up to 17 ms that any page waits for the screen.
    /// </param>
    public static async Task<MeasuredBrowser> StartAsync(bool waitsForScreen = true)
    {
        var playwright = await Playwright.CreateAsync();
        var path = Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } named ? named : "/usr/bin/chromium";
        return new MeasuredBrowser(playwright, await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = path,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", .. waitsForScreen ? Array.Empty<string>() : ["--disable-gpu-vsync", "--disable-frame-rate-limit"]],
        }));
    }

    /// <summary>A page of a fresh profile; its context takes more pages of the same person.</summary>
    public async Task<IPage> NewPageAsync()
    {
        var context = await _browser.NewContextAsync(new() { ViewportSize = new() { Width = 1440, Height = 900 } });
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.CloseAsync();
        _playwright.Dispose();
    }
}
