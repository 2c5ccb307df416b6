using Microsoft.Playwright;

namespace Notebook.Tests.Browser;

/// <summary>Typing goes on without a connection and without a server, and every character is there afterwards.</summary>
public sealed class ConnectionTests(Chromium chromium)
{
    [ChromiumFact]
    public async Task ConnectionLost_WhileTheScriptOfThePageLoads_ThePageWorksWhenItIsBack()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var notebook = await NotebookDriver.SignInAsync(context, server);
        await notebook.NewNotebookAsync();
        var late = new NotebookDriver(await context.NewPageAsync());
        var page = late.Page;
        var sockets = new List<IWebSocketRoute>();
        var isInTunnel = false;
        var scriptMayCome = new TaskCompletionSource();
        var scriptIsWanted = new TaskCompletionSource();
        await page.RouteAsync("**/_blazor**", route => isInTunnel ? route.AbortAsync() : route.ContinueAsync());
        await page.RouteWebSocketAsync("**/_blazor**", socket => sockets.Add(socket.ConnectToServer()));
        await page.RouteAsync("**/lib/editor/notebook.js*", async route =>
        {
            scriptIsWanted.TrySetResult();
            await scriptMayCome.Task;
            await route.ContinueAsync();
        });

        await page.GotoAsync(notebook.Page.Url, new() { WaitUntil = WaitUntilState.Commit });
        await Assertions.Expect(late.Source(1)).ToBeVisibleAsync();
        await scriptIsWanted.Task;
        await late.AddCodeCell.ClickAsync();
        isInTunnel = true;
        await Task.WhenAll(sockets.Select(static socket => socket.CloseAsync()));
        await Assertions.Expect(page.GetByText("What you type is kept")).ToBeVisibleAsync();
        scriptMayCome.SetResult();
        isInTunnel = false;
        await Assertions.Expect(page.GetByText("What you type is kept")).ToBeHiddenAsync();

        await Assertions.Expect(late.Cells).ToHaveCountAsync(2);
        await late.RunAsync(1, "40 + 2");
        await late.ExpectOutputAsync(1, "42");
    }

    [ChromiumFact]
    public async Task Offline_TypingInTwoCells_MergesOnReturnWithWhatOthersTyped()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var train = await chromium.NewContextAsync();
        await using var office = await chromium.NewContextAsync();
        var away = await NotebookDriver.SignInAsync(train, server);
        await away.NewNotebookAsync();
        await away.WriteAsync(1, "first");
        await away.AddCodeCell.ClickAsync();
        await away.WriteAsync(2, "second");
        var there = await NotebookDriver.SignInAsync(office, server);
        await there.Page.GotoAsync(away.Page.Url);
        await Assertions.Expect(there.Source(2)).ToHaveTextAsync("second");
        await Assertions.Expect(away.Page.Locator("[data-unsaved='0']")).ToBeAttachedAsync();

        await train.SetOfflineAsync(true);
        await Assertions.Expect(away.Page.GetByText("You are offline.")).ToBeVisibleAsync();
        foreach (var cell in (int[])[1, 2])
        {
            await away.Source(cell).ClickAsync();
            await away.Page.Keyboard.PressAsync("Control+End");
            await away.Page.Keyboard.TypeAsync(" from the train");
        }

        await there.Source(1).ClickAsync();
        await there.Page.Keyboard.PressAsync("Control+Home");
        await there.Page.Keyboard.TypeAsync("office and ");
        await Assertions.Expect(away.Source(2)).ToHaveTextAsync("second from the train");
        await Assertions.Expect(away.Page.GetByText("Kept here until the server is back")).ToBeVisibleAsync();
        await Assertions.Expect(there.Source(2)).ToHaveTextAsync("second");
        await Screens.TakeAsync(away.Page, "offline");
        await train.SetOfflineAsync(false);

        foreach (var tab in (NotebookDriver[])[away, there])
        {
            await Assertions.Expect(tab.Source(1)).ToHaveTextAsync("office and first from the train");
            await Assertions.Expect(tab.Source(2)).ToHaveTextAsync("second from the train");
        }

        await Assertions.Expect(away.Page.GetByText("You are offline.")).ToBeHiddenAsync();
        await Assertions.Expect(away.Page.Locator("[data-unsaved='0']")).ToBeAttachedAsync();
    }

    [ChromiumFact]
    public async Task ServerKilledAndRestarted_WhileTyping_LosesNothingAndShowsNoErrorBar()
    {
        using var data = new TemporaryFolder();
        var server = await ServerProcess.StartAsync(data.Path);
        try
        {
            await using var context = await chromium.NewContextAsync();
            var notebook = await NotebookDriver.SignInAsync(context, server);
            await notebook.NewNotebookAsync();
            await notebook.AddCodeCell.ClickAsync();
            await notebook.WriteAsync(2, "begun ");

            var typing = notebook.Page.Keyboard.TypeAsync("while the server dies ", new() { Delay = 15 });
            await server.KillAsync();
            await typing;
            await Assertions.Expect(notebook.Page.GetByText("What you type is kept")).ToBeVisibleAsync();
            await notebook.Page.Keyboard.TypeAsync("and while it is gone ");
            await notebook.Source(1).ClickAsync();
            await notebook.Page.Keyboard.TypeAsync("here too");
            await Assertions.Expect(notebook.Page.Locator("#blazor-error-ui")).ToBeHiddenAsync();
            server = await ServerProcess.StartAsync(data.Path, server.Address);

            // The page loads itself again and merges what it had kept.
            await using var fresh = await chromium.NewContextAsync();
            var reader = await NotebookDriver.SignInAsync(fresh, server);
            await reader.Page.GotoAsync(notebook.Page.Url);
            foreach (var tab in (NotebookDriver[])[notebook, reader])
            {
                await Assertions.Expect(tab.Source(2)).ToHaveTextAsync("begun while the server dies and while it is gone");
                await Assertions.Expect(tab.Source(1)).ToHaveTextAsync("here too");
            }

            await Assertions.Expect(notebook.Page.Locator(".unsent")).ToHaveCountAsync(0);
        }
        finally
        {
            await server.DisposeAsync();
        }
    }
}
