using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Notebook.Tests.Browser;

/// <summary>A class with one link, a playground, and notebooks by their names.</summary>
public sealed class ClassTests(Chromium chromium)
{
    private static readonly Regex NotebookAddress = new("/n/[a-z2-7]{16}$");

    [ChromiumFact]
    public async Task ClassLink_GivesEachTheirCopy_AndTheTeacherSeesThemLive()
    {
        using var data = new TemporaryFolder();
        await People.CreateAccountsAsync(data.Path, ("Teacher", "teacher@lab.example"), ("Ada", "ada@lab.example"), ("Ben", "ben@lab.example"));
        await using var server = await ServerProcess.StartAsync(data.Path, createsAccount: false);
        await using var teacherContext = await chromium.NewContextAsync();
        await using var adaContext = await chromium.NewContextAsync();
        await using var benContext = await chromium.NewContextAsync();
        var teacher = await People.SignInAsync(teacherContext, server, "teacher@lab.example");
        var ada = await People.SignInAsync(adaContext, server, "ada@lab.example");
        var ben = await People.SignInAsync(benContext, server, "ben@lab.example");
        await teacher.NewNotebookAsync();
        await teacher.WriteAsync(1, "6 * 7");
        await teacher.Title.FillAsync("Week 5");
        await teacher.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(teacher.Page).ToHaveTitleAsync(new Regex("Week 5"));
        var original = teacher.Page.Url;
        await teacher.Page.GotoAsync(original + "/class");
        await teacher.Button("Create class link").ClickAsync();
        await Assertions.Expect(teacher.Button("Copy link")).ToBeVisibleAsync();
        var link = await teacher.Page.Locator(".class-link .url").GetAttributeAsync("title") ?? "";

        await ada.Page.GotoAsync(link);
        await Assertions.Expect(ada.Page).ToHaveURLAsync(NotebookAddress);
        await Assertions.Expect(ada.Title).ToHaveValueAsync("Week 5 · Ada");
        await ben.Page.GotoAsync(link);
        await Assertions.Expect(ben.Title).ToHaveValueAsync("Week 5 · Ben");
        var (adas, bens) = (ada.Page.Url, ben.Page.Url);
        Assert.Equal(3, new[] { original, adas, bens }.Distinct().Count());
        await ada.Page.GotoAsync(link);
        await Assertions.Expect(ada.Page).ToHaveURLAsync(adas);
        await Assertions.Expect(ada.Cells).Not.ToHaveCountAsync(0);

        await Assertions.Expect(teacher.Page.GetByText("2 here now")).ToBeVisibleAsync();

        // Nobody sees the others' work, or the class.
        await ben.Page.GotoAsync(adas);
        await Assertions.Expect(ben.Heading("There is no such notebook")).ToBeVisibleAsync();
        await ben.Page.GotoAsync(original + "/class");
        await Assertions.Expect(ben.Heading("There is no such class")).ToBeVisibleAsync();

        // Live, without loading the page again.
        await Assertions.Expect(teacher.Page.GetByText("0 of 1 cell run")).ToHaveCountAsync(2);
        await ada.RunAll.ClickAsync();
        await ada.ExpectOutputAsync(1, "42");
        await Assertions.Expect(teacher.Page.GetByText("1 of 1 cell run")).ToBeVisibleAsync();
        await Assertions.Expect(teacher.Page.GetByText("2 copies · 1 with every cell run")).ToBeVisibleAsync();
        var problems = new List<string>(await Axe.ProblemsAsync(teacher.Page, "class", ColorScheme.Dark));
        problems.AddRange(await Axe.ProblemsAsync(teacher.Page, "class", ColorScheme.Light));

        await teacher.Button("Reset the copy of Ada").ClickAsync();
        await teacher.Button("Really reset the copy of Ada").ClickAsync();
        await Assertions.Expect(teacher.Page.GetByText("Ada has a fresh copy.")).ToBeVisibleAsync();
        await Assertions.Expect(teacher.Page.GetByText("0 of 1 cell run")).ToHaveCountAsync(2);
        await ada.Page.GotoAsync(link);
        await Assertions.Expect(ada.Title).ToHaveValueAsync("Week 5 · Ada");
        Assert.NotEqual(adas, ada.Page.Url);
        Assert.Empty(problems);
    }

    [ChromiumFact]
    public async Task Playground_AndOpenByName_LeadWhereTheySay()
    {
        using var data = new TemporaryFolder();
        await People.CreateAccountsAsync(data.Path, ("Owner", "owner@lab.example"), ("Ada", "ada@lab.example"));
        await using var server = await ServerProcess.StartAsync(data.Path, createsAccount: false);
        await using var ownerContext = await chromium.NewContextAsync();
        await using var adaContext = await chromium.NewContextAsync();
        var owner = await People.SignInAsync(ownerContext, server, "owner@lab.example");
        var ada = await People.SignInAsync(adaContext, server, "ada@lab.example");
        await owner.NewNotebookAsync();
        await owner.WriteAsync(1, "1 + 1");
        await owner.Title.FillAsync("Sums");
        await owner.Page.Keyboard.PressAsync("Enter");
        await owner.Button("Share").ClickAsync();
        var dialog = owner.Page.GetByRole(AriaRole.Dialog, new() { Name = "Share notebook", Exact = true });
        // With the keyboard alone.
        await dialog.GetByRole(AriaRole.Combobox, new() { Name = "Role", Exact = true }).SelectOptionAsync("Viewer");
        await dialog.GetByRole(AriaRole.Combobox, new() { Name = "Person or group", Exact = true }).FocusAsync();
        await owner.Page.Keyboard.TypeAsync("Everyone signed in");
        await owner.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(dialog.GetByLabel("Role of Everyone signed in")).ToHaveValueAsync("Viewer");
        await owner.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(dialog).ToHaveCountAsync(0);

        await ada.Page.GotoAsync(new Uri(server.Address, "/open/sums").ToString());
        await Assertions.Expect(ada.Page).ToHaveURLAsync(NotebookAddress);
        await Assertions.Expect(ada.RunAll).ToHaveCountAsync(0);
        await ada.Button("Playground").ClickAsync();
        await Assertions.Expect(ada.Page.GetByRole(AriaRole.Status, new() { Name = "Playground" })).ToBeVisibleAsync();
        await ada.RunAll.ClickAsync();
        await ada.ExpectOutputAsync(1, "2");
        Assert.Equal(owner.Page.Url, new Uri(server.Address, await ada.Page.GetByRole(AriaRole.Link, new() { Name = "Back to the original" }).GetAttributeAsync("href") ?? "").ToString());
        await ada.Button("Discard it").ClickAsync();
        await Assertions.Expect(ada.Page).ToHaveURLAsync(owner.Page.Url);

        await ada.Page.GotoAsync(new Uri(server.Address, "/open/" + Uri.EscapeDataString("New <b>one</b>")).ToString());
        await Assertions.Expect(ada.Heading("There is no notebook called “New <b>one</b>”")).ToBeVisibleAsync();
        await ada.Button("Create it").ClickAsync();
        await Assertions.Expect(ada.Page).ToHaveURLAsync(NotebookAddress);
        await Assertions.Expect(ada.Title).ToHaveValueAsync("New <b>one</b>");
    }

    [ChromiumFact]
    public async Task GroupFolder_IsReadByTheKernelOfItsNotebooks_UntilTheyLeave()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var owner = await NotebookDriver.SignInAsync(context, server);
        await owner.Page.GotoAsync(new Uri(server.Address, "/groups").ToString());
        await owner.Page.GetByLabel("Name of a new group").FillAsync("Coastal group");
        await owner.Button("Make group").ClickAsync();
        await owner.UploadToGroupAsync(new FilePayload { Name = "stations.csv", MimeType = "text/csv", Buffer = "Esbjerg"u8.ToArray() });
        await Assertions.Expect(owner.Page.GetByText("One file is added.")).ToBeVisibleAsync();
        await owner.Page.GetByRole(AriaRole.Link, new() { Name = "Notebooks of the group", Exact = true }).ClickAsync();
        await owner.NewNotebookAsync();

        await owner.RunAsync(1, "System.IO.File.ReadAllText(GroupFolder.File(\"stations.csv\"))");
        await owner.ExpectOutputAsync(1, "Esbjerg");
        await owner.RunAsync(1, "System.IO.File.WriteAllText(GroupFolder.File(\"stations.csv\"), \"\")");
        await owner.ExpectStateAsync(1, "failed");

        await owner.Button("Share").ClickAsync();
        var dialog = owner.Page.GetByRole(AriaRole.Dialog, new() { Name = "Share notebook", Exact = true });
        await dialog.GetByRole(AriaRole.Combobox, new() { Name = "Belongs to", Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = "No group" });
        await Assertions.Expect(dialog.GetByText("the notebook's files and secrets.")).ToBeVisibleAsync();
        await owner.Button("Done").ClickAsync();
        await owner.RunAsync(1, "GroupFolder.Path");
        await owner.ExpectOutputAsync(1, "This notebook belongs to no group.");
    }
}
