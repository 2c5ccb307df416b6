using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Notebook.Tests.Browser;

/// <summary>“See it as they do”: exactly what somebody of that role has on their page, and no way to change anything from there.</summary>
public sealed class SeeAsOthersTests(Chromium chromium)
{
    /// <summary>Whoever comes next to a page of that role; each of them is really there too.</summary>
    private static readonly (string Word, string Label, string Whose)[] Eyes =
    [
        ("guest", "somebody without an account", "guest"),
        ("viewer", "a viewer", "Vera"),
        ("runner", "a runner", "Rune"),
        ("editor", "an editor", "Edda"),
    ];

    /// <summary>What can be pressed, followed or typed into, and whether it can.</summary>
    private const string Controls = """
        () => [...document.querySelectorAll("[data-notebook] :is(button, a[href], input, select, textarea, [role=textbox], [role=menuitem])")]
          .filter(element => element.checkVisibility() && !element.closest(".page-note"))
          .map(element => `${element.tagName.toLowerCase()} ${element.getAttribute("aria-label") ?? element.textContent.trim()}`
            + (element.readOnly || element.getAttribute("aria-readonly") === "true" ? " (reads)" : ""))
          .sort()
        """;

    [ChromiumFact]
    public async Task SeeItAsTheyDo_ShowsWhatTheyHave_AndChangesNothing()
    {
        using var data = new TemporaryFolder();
        await Invited.InviteAsync(data.Path, "Owner", "Vera", "Rune", "Edda");
        await using var server = await ServerProcess.StartAsync(data.Path, createsAccount: false);
        var owner = await Invited.ComeAsync(chromium, server, "Owner");
        await owner.Page.GotoAsync(server.Address.ToString());
        await owner.NewNotebookAsync();
        await owner.Title.FillAsync("Tides");
        await owner.Page.Keyboard.PressAsync("Enter");
        await owner.RunAsync(1, "\"from the owner\"");
        await owner.ExpectOutputAsync(1, "from the owner");
        var address = owner.Page.Url;
        var link = await ShareAsync(owner);

        var people = new Dictionary<string, NotebookDriver>();
        foreach (var (_, _, name) in Eyes)
        {
            people[name] = name == "guest" ? new NotebookDriver(await (await chromium.NewContextAsync()).NewPageAsync()) : await Invited.ComeAsync(chromium, server, name);
            await people[name].Page.GotoAsync(name == "guest" ? link : address);
            await Expect(people[name].Source(1)).ToContainTextAsync("from the owner");
        }

        // Through the dialog, as an owner gets there.
        var dialog = owner.Page.GetByRole(AriaRole.Dialog, new() { Name = "Share notebook", Exact = true });
        foreach (var (word, label, whose) in Eyes)
        {
            await owner.Button("Share").ClickAsync();
            await dialog.GetByLabel("See it as", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = label });
            var seen = new NotebookDriver(await owner.Page.Context.RunAndWaitForPageAsync(() => dialog.GetByRole(AriaRole.Link, new() { Name = "See it as they do" }).ClickAsync()));
            await owner.Page.BringToFrontAsync();
            await owner.Button("Done").ClickAsync();
            await seen.Page.BringToFrontAsync();
            await Expect(seen.Page).ToHaveURLAsync($"{address}?as={word}");
            await Expect(seen.Page.GetByText($"You see this notebook as {label} does. Nothing is changed from here.")).ToBeVisibleAsync();
            await Expect(seen.Source(1)).ToContainTextAsync("from the owner");
            await seen.ExpectOutputAsync(1, "from the owner");
            if (word == "viewer")
                await Screens.TakeAsync(seen.Page, "seen-as-viewer");

            // With the pointer on the cell, since its buttons are there only then.
            var theirs = await ControlsOfAsync(people[whose]);
            var shown = await ControlsOfAsync(seen);
            // Whoever really edits can type; who only looks is shown the same field, and reads.
            Assert.Equal(theirs.Select(Alike), shown.Select(Alike));
            await Expect(seen.Source(1)).ToHaveAttributeAsync("aria-readonly", "true");

            await TryEverythingAsync(seen, word);
            await Expect(owner.Title).ToHaveValueAsync("Tides");
            await Expect(owner.Cells).ToHaveCountAsync(2);
            await Expect(owner.Source(1)).ToHaveTextAsync("\"from the owner\"");

            await seen.Page.GetByRole(AriaRole.Link, new() { Name = "See it as yourself" }).ClickAsync();
            await Expect(seen.Page).ToHaveURLAsync(address);
            await Expect(seen.Button("Share")).ToBeVisibleAsync();
            await Expect(seen.RunAll).ToBeVisibleAsync();
            await seen.Page.CloseAsync();
        }

        // Nobody gets more by the address than they have: for a viewer it is their own page.
        await people["Vera"].Page.GotoAsync(address + "?as=editor");
        await Expect(people["Vera"].Source(1)).ToContainTextAsync("from the owner");
        await Expect(people["Vera"].RunAll).ToHaveCountAsync(0);
        await Expect(people["Vera"].Page.GetByText("Nothing is changed from here.")).ToHaveCountAsync(0);
    }

    [ChromiumFact]
    public async Task Look_AfterARestart_StartsNoKernelAndTellsNobody()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var owner = await NotebookDriver.SignInAsync(context, server);
        await owner.NewNotebookAsync();
        var address = owner.Page.Url;
        await Expect(owner.Kernel).ToHaveTextAsync("Ready");
        await owner.Page.GotoAsync("about:blank");
        await server.StopAsync();
        await using var again = await ServerProcess.StartAsync(data.Path, server.Address);

        var seen = new NotebookDriver(await context.NewPageAsync());
        await seen.Page.GotoAsync(address + "?as=editor");
        await Expect(seen.Page.GetByText("as an editor does")).ToBeVisibleAsync();
        await seen.RunAll.ClickAsync();
        await Expect(seen.Page.GetByText("with somebody else's eyes").First).ToBeVisibleAsync();
        await Expect(seen.Kernel).ToHaveTextAsync("Not started");

        // One's own other tab would be there with a name, and starts the kernel.
        await owner.Page.GotoAsync(address);
        await Expect(owner.Kernel).ToHaveTextAsync("Ready");
        await Expect(owner.Page.Locator("[data-people] button")).ToHaveCountAsync(0);
        await Expect(seen.Kernel).ToHaveTextAsync("Ready");
    }

    /// <summary>The looker is one more than they are, and types nowhere.</summary>
    private static string Alike(string control) => Regex.Replace(control.Replace(" (reads)", "", StringComparison.Ordinal), "[0-9]+ people", "people");

    private static async Task<string> ShareAsync(NotebookDriver owner)
    {
        await owner.AddTextCell.ClickAsync();
        await owner.WriteAsync(2, "# Tides");
        await owner.Page.Keyboard.PressAsync("Escape");
        await owner.Button("Share").ClickAsync();
        var dialog = owner.Page.GetByRole(AriaRole.Dialog, new() { Name = "Share notebook", Exact = true });
        foreach (var (name, role) in new[] { ("Vera", "Viewer"), ("Rune", "Runner"), ("Edda", "Editor") })
        {
            await dialog.GetByRole(AriaRole.Combobox, new() { Name = "Person or group", Exact = true }).FillAsync($"{name.ToLowerInvariant()}@lab.example");
            await dialog.GetByRole(AriaRole.Combobox, new() { Name = "Role", Exact = true }).SelectOptionAsync(role);
            await dialog.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
            await Expect(dialog.GetByLabel($"Role of {name}")).ToHaveValueAsync(role);
        }

        await dialog.GetByRole(AriaRole.Button, new() { Name = "Create link", Exact = true }).ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Copy link", Exact = true })).ToBeVisibleAsync();
        var link = await dialog.Locator(".url").First.GetAttributeAsync("title") ?? "";
        await owner.Button("Done").ClickAsync();
        return link;
    }

    private static async Task<string[]> ControlsOfAsync(NotebookDriver person)
    {
        await person.Cell(1).HoverAsync();
        await Expect(person.Cell(1).GetByRole(AriaRole.Button).First).ToBeVisibleAsync();
        return await person.Page.EvaluateAsync<string[]>(Controls);
    }

    /// <summary>Presses whatever would change something, as far as the role is shown it, and expects to be told each time.</summary>
    private static async Task TryEverythingAsync(NotebookDriver seen, string word)
    {
        var told = seen.Page.GetByText(new Regex("with somebody else's eyes")).First;
        async Task ToldAsync()
        {
            await Expect(told).ToBeVisibleAsync();
            await seen.Page.EvaluateAsync("() => document.querySelector('.notices').replaceChildren()");
        }

        await seen.Source(1).ClickAsync();
        await seen.Page.Keyboard.TypeAsync("not theirs");
        await Expect(seen.Source(1)).ToHaveTextAsync("\"from the owner\"");
        await seen.Page.Keyboard.PressAsync("Escape");
        if (word == "viewer")
        {
            await seen.Button("Playground").ClickAsync();
            await ToldAsync();
        }

        if (word is "runner" or "editor")
        {
            await seen.RunAll.ClickAsync();
            await ToldAsync();
            await seen.RestartKernel.ClickAsync();
            if (await seen.Page.GetByRole(AriaRole.Dialog).IsVisibleAsync())
                await seen.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { NameRegex = new("Restart") }).First.ClickAsync();
            await ToldAsync();
        }

        if (word != "editor")
            return;
        await seen.AddCodeCell.ClickAsync();
        await ToldAsync();
        await seen.Title.FillAsync("Stolen");
        await seen.Page.Keyboard.PressAsync("Enter");
        await ToldAsync();
        await Expect(seen.Title).ToHaveValueAsync("Tides");
        await seen.Cell(1).HoverAsync();
        await seen.CellButton(1, "Delete cell").ClickAsync();
        await ToldAsync();
        await seen.Button("Files").ClickAsync();
        await seen.Page.GetByRole(AriaRole.Button, new() { Name = "Upload files" }).ClickAsync();
        await ToldAsync();
        await seen.Button("Secrets").ClickAsync();
        var panel = seen.Page.GetByRole(AriaRole.Complementary, new() { Name = "Secrets" });
        await panel.GetByLabel("Name").FillAsync("API_KEY");
        await panel.GetByLabel("Value").FillAsync("correct-horse-9471");
        await panel.GetByRole(AriaRole.Button, new() { Name = "Add secret" }).ClickAsync();
        await Expect(panel.GetByRole(AriaRole.Status)).ToContainTextAsync("with somebody else's eyes");
        await Expect(panel.GetByText("No secrets yet.")).ToBeVisibleAsync();
        await seen.Button("Secrets").ClickAsync();
        // The server alone decides: a page that was tampered with asks in vain, too.
        await seen.Page.EvaluateAsync("() => { const root = document.querySelector('[data-notebook]'); delete root.dataset.onlyLooks; root.dataset.role = 'owner'; }");
        await seen.RunAll.ClickAsync();
        await ToldAsync();
    }
}
