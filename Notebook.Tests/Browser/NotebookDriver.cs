using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Notebook.Tests.Browser;

/// <summary>A person at the page: finds every control by the role and accessible name that DESIGN section 11 promises.</summary>
public sealed class NotebookDriver(IPage page)
{
    public IPage Page { get; } = page;

    public ILocator RunAll => Button("Run all");

    public ILocator Interrupt => Button("Interrupt");

    public ILocator RestartKernel => Button("Restart kernel");

    public ILocator AddCodeCell => Button("Add code cell");

    public ILocator AddTextCell => Button("Add text cell");

    public ILocator Title => Page.GetByRole(AriaRole.Textbox, new() { Name = "Notebook title", Exact = true });

    public ILocator Kernel => Page.GetByRole(AriaRole.Status, new() { Name = "Kernel", Exact = true });

    public ILocator Cells => Page.GetByRole(AriaRole.Region, new() { NameRegex = new Regex(@"^Cell \d+(,|$)") });

    public static async Task<NotebookDriver> SignInAsync(IBrowserContext context, ServerProcess server)
    {
        await server.SignInAsync(context);
        var page = await context.NewPageAsync();
        await page.GotoAsync(server.Address.ToString());
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Notebooks", Exact = true })).ToBeVisibleAsync();
        return new NotebookDriver(page);
    }

    /// <summary>From home: makes a notebook and waits until it can be typed in.</summary>
    public async Task NewNotebookAsync()
    {
        await Button("New notebook").First.ClickAsync();
        await Assertions.Expect(Page).ToHaveURLAsync(new Regex("/n/[a-z2-7]{16}$"));
        await Assertions.Expect(Cells).Not.ToHaveCountAsync(0);
    }

    /// <summary>From home: imports one notebook file, which the page then opens by itself.</summary>
    public async Task ImportAsync(string file)
    {
        var chooser = await Page.RunAndWaitForFileChooserAsync(() => Button("Import").First.ClickAsync());
        await chooser.SetFilesAsync(file);
        await Assertions.Expect(Page).ToHaveURLAsync(new Regex("/n/[a-z2-7]{16}$"));
    }

    /// <summary>Gives a file to the field of a group's page, once Blazor listens to it: a person needs longer than that to choose one.</summary>
    public async Task UploadToGroupAsync(FilePayload file)
    {
        await Page.WaitForFunctionAsync("() => '_blazorInputFileNextFileId' in (document.querySelector('#group-upload') ?? {})");
        await Page.Locator("#group-upload").SetInputFilesAsync(file);
    }

    public ILocator Cell(int number) => Page.GetByRole(AriaRole.Region, new() { NameRegex = new Regex($"^Cell {number}(,|$)") });

    public ILocator Source(int number) => Page.GetByRole(AriaRole.Textbox, new() { Name = $"Source of cell {number}", Exact = true });

    public ILocator Output(int number) => Page.GetByRole(AriaRole.Region, new() { Name = $"Output of cell {number}", Exact = true });

    public ILocator CellButton(int number, string name) => Cell(number).GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>Puts the caret into a cell and replaces what is there.</summary>
    public async Task WriteAsync(int number, string code)
    {
        await Source(number).ClickAsync();
        // Text that is inserted at once, unlike keys, needs the editor to be there already.
        await Assertions.Expect(Source(number)).ToHaveAttributeAsync("contenteditable", "true");
        await Assertions.Expect(Source(number)).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("Control+a");
        await Page.Keyboard.InsertTextAsync(code);
    }

    /// <summary>Writes a cell and runs it with the keyboard, staying in it.</summary>
    public async Task RunAsync(int number, string code)
    {
        await WriteAsync(number, code);
        await Page.Keyboard.PressAsync("Control+Enter");
    }

    public Task ExpectOutputAsync(int number, string text) =>
        Assertions.Expect(Output(number)).ToContainTextAsync(text);

    public Task ExpectStateAsync(int number, string state) =>
        Assertions.Expect(Page.GetByRole(AriaRole.Region, new() { NameRegex = new Regex($"^Cell {number}, .*{state}") })).ToBeVisibleAsync(new() { Timeout = 30_000 });

    private ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
}
