using System.Diagnostics;
using Microsoft.Playwright;
using Notebook.Tests;
using Cookie = System.Net.Cookie;

namespace Notebook.Benchmarks.Pages;

/// <summary>The published server in a process of its own, on a free port of the loopback interface.</summary>
public sealed class MeasuredServer : IAsyncDisposable
{
    private readonly Process _process;

    private readonly Cookie _cookie;

    private MeasuredServer(Process process, Uri address, Cookie cookie)
    {
        _process = process;
        Address = address;
        _cookie = cookie;
    }

    public Uri Address { get; }

    /// <summary>What the server process holds in memory now, without its kernels.</summary>
    public double ResidentMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / (1024.0 * 1024);
        }
    }

    /// <param name="product">What is started.</param>
    /// <param name="cancellationToken">Gives up waiting for its link.</param>
    /// <param name="dataFolder">The data folder of a server that was killed; a new one when null.</param>
    public static async Task<MeasuredServer> StartAsync(PublishedProduct product, CancellationToken cancellationToken, string? dataFolder = null)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList = { product.WebAssembly, "serve", "--urls", "http://127.0.0.1:0", "--data", dataFolder ?? product.NewFolder() },
            RedirectStandardOutput = true,
        })!;
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (!line.StartsWith("First account:", StringComparison.Ordinal) && !line.StartsWith("Sign in:", StringComparison.Ordinal))
                continue;
            var door = new Uri(line.Split(' ')[^1]);
            // A full pipe would block the server; the task ends with it.
            _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
            var address = new Uri(door.GetLeftPart(UriPartial.Authority));
            return new MeasuredServer(process, address, door.AbsolutePath == FirstPerson.StartPath ? await FirstPerson.CreateAsync(door) : await FirstPerson.SignInAsync(address));
        }

        throw new InvalidOperationException("The server ended before it printed its link.");
    }

    /// <summary>Opens the list of notebooks as somebody who is signed in.</summary>
    public async Task SignInAsync(IPage page)
    {
        await page.Context.AddCookiesAsync([new() { Name = _cookie.Name, Value = _cookie.Value, Url = Address.ToString(), HttpOnly = true }]);
        await page.GotoAsync(Address.ToString());
    }

    /// <summary>Sends SIGKILL to the server alone: its kernels have to end by themselves.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
