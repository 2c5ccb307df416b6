using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Notebook.Tests.Browser;

/// <summary>What people change about their own account, passkeys on a device that Chromium pretends to have.</summary>
public sealed class ProfileTests(Chromium chromium)
{
    [ChromiumFact]
    public async Task Profile_NamePasswordAndPasskey_Work()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        // A passkey belongs to a name, which an address of numbers is not.
        var site = new UriBuilder(server.Address) { Host = "localhost" }.Uri;
        await using var context = await chromium.NewContextAsync();
        var page = await context.NewPageAsync();
        var device = await context.NewCDPSessionAsync(page);
        await device.SendAsync("WebAuthn.enable", new() { ["enableUI"] = false });
        await device.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true,
            },
        });

        await page.GotoAsync(new Uri(site, "/profile").ToString());
        await SignInAsync(page, FirstPerson.Password);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Profile" })).ToBeVisibleAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Ada L.");
        await page.GetByLabel("Teal").CheckAsync();
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Theme" }).SelectOptionAsync("dark");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByText("Saved.")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Teal")).ToBeCheckedAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");

        await page.GetByLabel("Name of the new passkey").FillAsync("Laptop");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add passkey" }).ClickAsync();
        await Expect(page.GetByText("The passkey is there.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Theme" }).SelectOptionAsync("system");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByText("Saved.")).ToBeVisibleAsync();
        await Screens.TakeAsync(page, "profile");
        await using (var elsewhere = await chromium.NewContextAsync())
        {
            await server.SignInAsync(elsewhere);
            var other = await elsewhere.NewPageAsync();
            await other.GotoAsync(server.Address.ToString());
            await Expect(other.GetByRole(AriaRole.Button, new() { Name = "Account of Ada L." })).ToBeVisibleAsync();

            await page.GetByLabel("Password now").FillAsync("wrong horse battery");
            await page.GetByLabel("New password").FillAsync("a longer horse battery");
            await page.GetByRole(AriaRole.Button, new() { Name = "Change password" }).ClickAsync();
            await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("is another one");
            await page.GetByLabel("Password now").FillAsync(FirstPerson.Password);
            await page.GetByLabel("New password").FillAsync("a longer horse battery");
            await page.GetByRole(AriaRole.Button, new() { Name = "Change password" }).ClickAsync();
            await Expect(page.GetByText("The password is changed.")).ToBeVisibleAsync();
            // The other browser's open tab is gone at once; this one stays.
            await Expect(other.GetByRole(AriaRole.Button, new() { Name = "Sign in" })).ToBeVisibleAsync();
        }

        // Everywhere else, at once, and not here.
        await using (var elsewhere = await chromium.NewContextAsync())
        {
            var other = await elsewhere.NewPageAsync();
            await other.GotoAsync(new Uri(server.Address, "/sign-in").ToString());
            await SignInAsync(other, "a longer horse battery");
            await Expect(other.GetByRole(AriaRole.Button, new() { Name = "Account of Ada L." })).ToBeVisibleAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Sign out everywhere else" }).ClickAsync();
            await Expect(page.GetByText("Every other browser is signed out.", new() { Exact = true })).ToBeVisibleAsync();
            await Expect(other.GetByRole(AriaRole.Button, new() { Name = "Sign in" })).ToBeVisibleAsync();
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Use a passkey" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Account of Ada L." })).ToBeVisibleAsync();

        // Removed on the server, the device's half is worth nothing.
        await page.GotoAsync(new Uri(site, "/profile").ToString());
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove passkey Laptop" }).ClickAsync();
        await Expect(page.GetByText("The passkey is removed")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Use a passkey" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The passkey was not accepted");
        await SignInAsync(page, "a longer horse battery");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Account of Ada L." })).ToBeVisibleAsync();
    }

    private static async Task SignInAsync(IPage page, string password)
    {
        await page.GetByLabel("Email", new() { Exact = true }).FillAsync(FirstPerson.Email);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
    }
}
