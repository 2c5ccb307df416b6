using Microsoft.Playwright;
using Notebook.Tests.Browser;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Notebook.Tests.Browser;

/// <summary>One headless Chromium for all browser tests, started when the first of them asks for it.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private readonly SemaphoreSlim _starting = new(1, 1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>A fresh profile: no cookies, no storage.</summary>
    public async Task<IBrowserContext> NewContextAsync(BrowserNewContextOptions? options = null)
    {
        await _starting.WaitAsync();
        try
        {
            // Two cores run servers, kernels and browsers of several tests at once: waiting long costs a passing test nothing.
            Assertions.SetDefaultExpectTimeout(30_000);
            _playwright ??= await Playwright.CreateAsync();
            _browser ??= await _playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = Capability.ChromiumPath ?? throw new InvalidOperationException("Chromium is missing: install the package chromium, or set CHROMIUM to a browser's path."),
                Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
            });
        }
        finally
        {
            _starting.Release();
        }

        var context = await _browser.NewContextAsync(options ?? new() { ViewportSize = new() { Width = 1440, Height = 900 } });
        context.SetDefaultTimeout(60_000);
        return context;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.CloseAsync();
        _playwright?.Dispose();
        _starting.Dispose();
    }
}
