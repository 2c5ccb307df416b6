using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Notebook.Tests.Browser;

/// <summary>Three people in one notebook, each in a browser of their own.</summary>
public sealed class TogetherTests(Chromium chromium)
{
    private const string Hostile = "<img src=x onerror=\"window.hacked=1\"> is this right?";

    [ChromiumFact]
    public async Task ThreePeople_SeeFollowAndFindEachOther()
    {
        using var data = new TemporaryFolder();
        var document = Outputs.StoredNotebook.Of([.. Enumerable.Range(1, 24).Select(static n => Outputs.StoredNotebook.Stream(string.Concat(Enumerable.Repeat($"line of {n}\n", 8)), $"s{n}"))]);
        await Outputs.StoredNotebook.ShareAsync(data.Path, document);
        await Invited.InviteAsync(data.Path, "Ada Lovelace", "Ben Okafor", "<b>Cleo</b>");
        await using var server = await ServerProcess.StartAsync(data.Path);
        var address = new Uri(server.Address, $"/n/{document.Id}").ToString();
        var ada = await ComeAsync("Ada Lovelace");
        await Expect(People(ada, 1)).ToBeHiddenAsync();
        var ben = await ComeAsync("Ben Okafor");
        var cleo = await ComeAsync("<b>Cleo</b>");
        foreach (var driver in (NotebookDriver[])[ada, ben, cleo])
            await Expect(People(driver, 3)).ToBeVisibleAsync();
        await Expect(ada.Page.GetByText("are here too.").Or(ada.Page.GetByText("joined."))).ToBeAttachedAsync();

        // A cursor with a name, which goes along with what is typed.
        await ben.WriteAsync(2, "var apples = 1;");
        var flag = ada.Cell(2).Locator(".peer-flag");
        await Expect(flag).ToHaveTextAsync("Ben Okafor");
        var before = await LeftOfAsync(ada.Cell(2).Locator(".peer-caret"));
        await ben.Page.Keyboard.TypeAsync(" var pears = 2;");
        await Expect(ada.Source(2)).ToContainTextAsync("var pears = 2;");
        Assert.True(await Eventually.TrueAsync(async () => await LeftOfAsync(ada.Cell(2).Locator(".peer-caret")) > before + 50));
        await ben.Page.Keyboard.PressAsync("Shift+Home");
        await Expect(ada.Cell(2).Locator(".peer-selection").First).ToBeVisibleAsync();
        await Expect(cleo.Cell(2).Locator(".peer-selection").First).ToBeVisibleAsync();

        // Two are in one cell, one of them with a name that looks like HTML.
        await cleo.Source(2).ClickAsync();
        await Expect(flag).ToHaveTextAsync(["Ben Okafor", "<b>Cleo</b>"], new() { UseInnerText = false });
        await Expect(ada.Cell(2).Locator(".cell-people .avatar")).ToHaveCountAsync(2);
        await ada.Source(2).HoverAsync();
        await Screens.TakeAsync(ada.Page, "together");
        await cleo.Page.Keyboard.PressAsync("Escape");
        await Expect(flag).ToHaveTextAsync(["Ben Okafor"]);

        // Following, by keyboard.
        await People(ada, 3).FocusAsync();
        await ada.Page.Keyboard.PressAsync("Enter");
        var list = ada.Page.GetByRole(AriaRole.Dialog, new() { Name = "People here" });
        await Expect(list.GetByText("Writing in cell 2")).ToBeVisibleAsync();
        await Expect(list.GetByText("<b>Cleo</b>")).ToBeVisibleAsync();
        await Screens.TakeAsync(ada.Page, "people", async () =>
        {
            if (!await list.IsVisibleAsync())
                await People(ada, 3).ClickAsync();
        });
        await list.GetByRole(AriaRole.Button, new() { Name = "Follow Ben Okafor" }).FocusAsync();
        await ada.Page.Keyboard.PressAsync("Enter");
        await Expect(ada.Page.GetByText("Following Ben Okafor")).ToBeVisibleAsync();
        await Expect(ada.Page.GetByRole(AriaRole.Button, new() { Name = "Stop following", Exact = true })).ToBeVisibleAsync();
        await ben.Source(20).ClickAsync();
        await Expect(ada.Cell(20)).ToBeInViewportAsync();
        await Expect(ada.Cell(2)).Not.ToBeInViewportAsync();
        await Screens.TakeAsync(ada.Page, "following");
        await ada.Page.Mouse.MoveAsync(700, 500);
        await ada.Page.Mouse.WheelAsync(0, 10);
        await Expect(ada.Page.GetByText("Following Ben Okafor")).ToBeHiddenAsync();
        await ben.Source(1).ClickAsync();
        await ben.Page.Keyboard.TypeAsync("// top\n");
        await Expect(ada.Source(1)).ToContainTextAsync("// top");
        await Expect(ada.Cell(20)).ToBeInViewportAsync();

        // Jumping, by the palette.
        await cleo.Cell(24).ScrollIntoViewIfNeededAsync();
        await cleo.Page.Keyboard.PressAsync("Control+k");
        await cleo.Page.Keyboard.TypeAsync("go to ben");
        await Expect(cleo.Page.GetByRole(AriaRole.Option, new() { Name = "Go to Ben Okafor" })).ToBeVisibleAsync();
        await cleo.Page.Keyboard.PressAsync("Enter");
        await Expect(cleo.Cell(1)).ToBeInViewportAsync();
        await Expect(cleo.Cell(1)).ToBeFocusedAsync();

        // Who ran what.
        await ben.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(ada.Cell(1).GetByText("run by Ben Okafor")).ToBeVisibleAsync(new() { Timeout = 60_000 });

        // Somebody leaves.
        await ben.Page.Context.CloseAsync();
        await Expect(People(ada, 2)).ToBeVisibleAsync();
        await Expect(ada.Page.Locator(".peer-flag, .peer-caret")).ToHaveCountAsync(0);
        await Expect(ada.Page.GetByText("Ben Okafor left.")).ToBeAttachedAsync();
        await cleo.Page.Context.CloseAsync();
        await ada.Page.Context.CloseAsync();

        async Task<NotebookDriver> ComeAsync(string name)
        {
            var driver = await Invited.ComeAsync(chromium, server, name);
            await driver.Page.GotoAsync(address);
            await Expect(driver.Cells).Not.ToHaveCountAsync(0);
            return driver;
        }
    }

    [ChromiumFact]
    public async Task ConnectionLost_PersonVanishesAndComesBack()
    {
        using var data = new TemporaryFolder();
        await Invited.InviteAsync(data.Path, "Ada", "Ben");
        var document = Sessions.SessionTable.NotebookOf("");
        await Outputs.StoredNotebook.ShareAsync(data.Path, document);
        await using var server = await ServerProcess.StartAsync(data.Path);
        var address = new Uri(server.Address, $"/n/{document.Id}").ToString();
        var ada = await Invited.ComeAsync(chromium, server, "Ada");
        await ada.Page.GotoAsync(address);
        await Expect(ada.Cells).Not.ToHaveCountAsync(0);
        var ben = await Invited.ComeAsync(chromium, server, "Ben");
        var isInTunnel = false;
        var sockets = new List<IWebSocketRoute>();
        await ben.Page.RouteAsync("**/_blazor**", route => isInTunnel ? route.AbortAsync() : route.ContinueAsync());
        await ben.Page.RouteWebSocketAsync("**/_blazor**", socket => sockets.Add(socket.ConnectToServer()));
        await ben.Page.GotoAsync(ada.Page.Url);
        await Expect(People(ada, 2)).ToBeVisibleAsync();
        await Expect(People(ben, 2)).ToBeVisibleAsync();

        // The socket ends without a word, and the page stays: its circuit is kept for a quarter of an hour.
        isInTunnel = true;
        await Task.WhenAll(sockets.Select(static socket => socket.CloseAsync()));
        await Expect(ada.Page.Locator("[data-people]")).ToBeEmptyAsync();
        await Expect(ben.Page.GetByText("What you type is kept")).ToBeVisibleAsync();
        isInTunnel = false;
        await Expect(People(ada, 2)).ToBeVisibleAsync();
        await Expect(People(ben, 2)).ToBeVisibleAsync();
        await ben.Page.Context.CloseAsync();
        await ada.Page.Context.CloseAsync();
    }

    [ChromiumFact]
    public async Task Comments_AreLiveInOtherTabsAndNeverHtml()
    {
        using var data = new TemporaryFolder();
        await Invited.InviteAsync(data.Path, "Ada", "Ben");
        var document = Sessions.SessionTable.NotebookOf("");
        await Outputs.StoredNotebook.ShareAsync(data.Path, document);
        await using var server = await ServerProcess.StartAsync(data.Path);
        var address = new Uri(server.Address, $"/n/{document.Id}").ToString();
        var ada = await Invited.ComeAsync(chromium, server, "Ada");
        await ada.Page.GotoAsync(address);
        await Expect(ada.Cells).Not.ToHaveCountAsync(0);
        await ada.AddTextCell.ClickAsync();
        await ada.WriteAsync(2, "# Words");
        await ada.Page.Keyboard.PressAsync("Escape");
        var ben = await Invited.ComeAsync(chromium, server, "Ben");
        await ben.Page.GotoAsync(ada.Page.Url);

        // By keyboard alone: the cell's key, words, Ctrl+Enter.
        await ben.Source(1).ClickAsync();
        await ben.Page.Keyboard.PressAsync("Control+Alt+m");
        var field = ben.Page.GetByRole(AriaRole.Textbox, new() { Name = "Comment on cell 1" });
        await Expect(field).ToBeFocusedAsync();
        await ben.Page.Keyboard.InsertTextAsync(Hostile);
        await ben.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(Panel(ben).GetByText("is this right?")).ToBeVisibleAsync();
        await Expect(field).ToHaveValueAsync("");

        // It is there in the other tab at once; text cells have their mark, too.
        await Button(ada, "1 comment on cell 1").ClickAsync();
        await Expect(Panel(ada).GetByText(Hostile)).ToBeVisibleAsync();
        await Expect(Panel(ada).Locator("img")).ToHaveCountAsync(0);
        await Button(ada, "Reply to Ben").ClickAsync();
        await Expect(ada.Page.GetByRole(AriaRole.Textbox, new() { Name = "Answer to Ben" })).ToBeFocusedAsync();
        await ada.Page.Keyboard.InsertTextAsync("It is.\nLook at line 2.");
        await Panel(ada).GetByRole(AriaRole.Button, new() { Name = "Reply", Exact = true }).ClickAsync();
        await Expect(Panel(ben).GetByText("Look at line 2.")).ToBeVisibleAsync();
        await ada.Cell(2).ClickAsync();
        await ada.Page.Keyboard.PressAsync("Escape");
        await ada.Page.Keyboard.PressAsync("Control+Alt+m");
        await Expect(ada.Page.GetByRole(AriaRole.Textbox, new() { Name = "Comment on cell 2" })).ToBeFocusedAsync();
        await ada.Page.Keyboard.InsertTextAsync("A better title?");
        await Panel(ada).GetByRole(AriaRole.Button, new() { Name = "Comment", Exact = true }).ClickAsync();
        await Expect(Button(ben, "1 comment on cell 2")).ToBeVisibleAsync();
        await Screens.TakeAsync(ada.Page, "comments");

        await Panel(ada).GetByRole(AriaRole.Button, new() { Name = "Edit your comment" }).Last.ClickAsync();
        await ada.Page.GetByRole(AriaRole.Textbox, new() { Name = "Your comment" }).FillAsync("A shorter title?");
        await Panel(ada).GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(Panel(ben).GetByText("A shorter title?")).ToBeVisibleAsync();
        await Expect(Panel(ben).GetByText("edited")).ToBeVisibleAsync();

        await Button(ada, "Resolve comment of Ben").ClickAsync();
        await Expect(Button(ben, "1 comment on cell 1")).ToBeHiddenAsync();
        await Panel(ben).GetByRole(AriaRole.Button, new() { Name = "Resolved 1" }).ClickAsync();
        await Expect(Panel(ben).GetByText("Resolved by Ada")).ToBeVisibleAsync();

        await ada.Page.ReloadAsync();
        await Expect(Button(ada, "1 comment on cell 2")).ToBeVisibleAsync();
        Assert.Null(await ada.Page.EvaluateAsync<string?>("() => window.hacked ?? null"));
        Assert.Null(await ben.Page.EvaluateAsync<string?>("() => window.hacked ?? null"));
        await ben.Page.Context.CloseAsync();
        await ada.Page.Context.CloseAsync();
    }

    private static ILocator People(NotebookDriver driver, int count) =>
        driver.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex($"^{count} (person|people) here$") });

    private static ILocator Panel(NotebookDriver driver) => driver.Page.GetByRole(AriaRole.Complementary, new() { Name = "Comments" });

    private static ILocator Button(NotebookDriver driver, string name) => driver.Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static async Task<double> LeftOfAsync(ILocator element) =>
        await element.First.EvaluateAsync<double>("element => element.getBoundingClientRect().left");
}
