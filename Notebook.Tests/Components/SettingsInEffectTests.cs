using Microsoft.Extensions.Configuration;
using Notebook.Web.Components.Admin;

namespace Notebook.Tests.Components;

/// <summary>The page of settings: what is in effect, where it comes from, and nothing that is nobody's business.</summary>
public sealed class SettingsInEffectTests
{
    [Fact]
    public void Read_SettingsThatAreSet_SaysValueAndSource()
    {
        var rows = Read(("Accounts:OpenRegistration", "true"), ("Urls", "http://127.0.0.1:5000"));

        Assert.Equal(("true", false), (rows["Accounts:OpenRegistration"].Value, rows["Accounts:OpenRegistration"].IsDefault));
        Assert.Equal("command line", rows["Accounts:OpenRegistration"].From);
        Assert.Equal("http://127.0.0.1:5000", rows["Urls"].Value);
        Assert.Equal(("7", "default", true), (rows["Accounts:InvitationDays"].Value, rows["Accounts:InvitationDays"].From, rows["Accounts:InvitationDays"].IsDefault));
        Assert.Contains("Sandbox:Limits:MemoryMegabytes", rows.Keys);
    }

    [Fact]
    public void Read_SecretSettings_ShowsDotsAndNothingElseOfThem()
    {
        const string value = "correct-horse-9471";
        var rows = Read(("Smtp:Password", value), ("Oidc:ClientSecret", value), ("Https:Password", value), ("Somebody:Else", value), ("ConnectionStrings:Other", value));

        Assert.DoesNotContain(rows.Values, static row => (row.Key + row.Value + row.From).Contains(value, StringComparison.Ordinal));
        Assert.Equal(3, rows.Values.Count(static row => row.Value == "••••••"));
        // Variables of other programs are none of the server's settings.
        Assert.DoesNotContain("Somebody:Else", rows.Keys);
        // A secret that is not set does not look as if it were.
        Assert.Equal("", Read()["Smtp:Password"].Value);
    }

    [Fact]
    public void Read_EverySetting_OfAnOptionsTypeWithASecretInItsName_IsHidden()
    {
        var keys = Read().Keys.Where(static key => SettingsInEffect.IsSecret(key)).ToList();
        Assert.NotEmpty(keys);

        var rows = Read([.. keys.Select(static key => (key, "correct-horse-9471"))]);

        Assert.All(keys, key => Assert.Equal("••••••", rows[key].Value));
    }

    private static Dictionary<string, SettingRow> Read(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(static setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();
        return SettingsInEffect.Read(configuration).ToDictionary(static row => row.Key, StringComparer.OrdinalIgnoreCase);
    }
}
