using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Notebook.Web.Accounts;
using Notebook.Web.Documents;

namespace Notebook.Web.Components.Account;

/// <summary>What people change about their own account. Each form does one thing and comes back to the page.</summary>
public sealed partial class Profile
{
    private static readonly (string Theme, string Word)[] Themes = [("system", "As the system has it"), ("light", "Light"), ("dark", "Dark")];

    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["saved"] = "Saved.",
        ["password"] = "The password is changed. Every other browser is signed out.",
        ["passkey"] = "The passkey is there. You can sign in with it from now on.",
        ["removed"] = "The passkey is removed: nobody can sign in with it any more. It may still be listed on its device.",
        ["everywhere"] = "Every other browser is signed out.",
    };

    private AccountUser? _user;
    private string? _problem;

    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "done")]
    private string? Done { get; set; }

    [SupplyParameterFromForm(FormName = "you")]
    private string? DisplayName { get; set; }

    [SupplyParameterFromForm(FormName = "you")]
    private string? Colour { get; set; }

    [SupplyParameterFromForm(FormName = "you")]
    private string? Theme { get; set; }

    [SupplyParameterFromForm(FormName = "password")]
    private string? OldPassword { get; set; }

    [SupplyParameterFromForm(FormName = "password")]
    private string? Password { get; set; }

    [SupplyParameterFromForm(FormName = "add-passkey")]
    private string? Credential { get; set; }

    [SupplyParameterFromForm(FormName = "add-passkey")]
    private string? PasskeyName { get; set; }

    [Inject]
    private IServiceProvider Services { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private AccountUsers Users => Services.GetRequiredService<AccountUsers>();

    private SignIns SignIns => Services.GetRequiredService<SignIns>();

    private string? Said => Done is null ? null : Sentences.GetValueOrDefault(Done);

    protected override async Task OnInitializedAsync()
    {
        HttpContext.Response.Headers.CacheControl = "no-cache, no-store";
        if (Person.Of(HttpContext.User) is { } person)
            _user = await Users.FindByIdAsync(person.Id);
    }

    private async Task SaveAsync()
    {
        _user!.Account = _user.Account with
        {
            DisplayName = (DisplayName ?? "").Trim(),
            Colour = PersonColours.Contains(Colour) ? Colour : null,
            Theme = Theme is "light" or "dark" ? Theme : null,
        };
        await FinishAsync(Users.UpdateAsync(_user), "saved", signsIn: false);
    }

    private async Task ChangePasswordAsync()
    {
        if (_user!.Credentials.PasswordHash is not null && await SignIns.ProblemWithOwnPasswordAsync(_user, OldPassword ?? "") is { } wrong)
        {
            Refuse(wrong);
            return;
        }

        if (await FinishAsync(Users.SetPasswordAsync(_user, Password ?? ""), "password", signsIn: true))
            await SignIns.RecordAsync(_user.Account, AuditActions.PasswordChanged);
    }

    private async Task SignOutEverywhereAsync()
    {
        _user!.Credentials = _user.Credentials with { SecurityStamp = RandomName.Create(32) };
        if (await FinishAsync(Users.UpdateAsync(_user), "everywhere", signsIn: true))
            await SignIns.RecordAsync(_user.Account, AuditActions.SignedOutEverywhere);
    }

    private async Task AddAsync()
    {
        var made = await Services.GetRequiredService<SignInManager<AccountUser>>().PerformPasskeyAttestationAsync(Credential ?? "");
        if (!made.Succeeded || made.UserEntity.Id != _user!.Account.Id)
        {
            Refuse("The passkey was not accepted: it took too long, or it is for another account. Try again.");
            return;
        }

        made.Passkey.Name = PasskeyName?.Trim() is { Length: > 0 and <= 60 } name ? name : "Passkey";
        if (await FinishAsync(Users.AddOrUpdatePasskeyAsync(_user, made.Passkey), "passkey", signsIn: false))
            await SignIns.RecordAsync(_user.Account, AuditActions.PasskeyAdded);
    }

    private async Task RemoveAsync(Passkey key)
    {
        if (await FinishAsync(Users.RemovePasskeyAsync(_user!, System.Buffers.Text.Base64Url.DecodeFromChars(key.Id)), "removed", signsIn: false))
            await SignIns.RecordAsync(_user!.Account, AuditActions.PasskeyRemoved);
    }

    /// <summary>Says what came of it; what ended all sign-ins gives this browser a new one.</summary>
    private async Task<bool> FinishAsync(Task<IdentityResult> work, string done, bool signsIn)
    {
        if (await work is { Succeeded: false } refused)
        {
            Refuse(NewAccounts.Sentences(refused));
            return false;
        }

        if (signsIn)
            await SignIns.RefreshAsync(_user!);
        Navigation.NavigateTo($"/profile?done={done}");
        return true;
    }

    private void Refuse(string problem)
    {
        _problem = problem;
        HttpContext.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
    }
}
