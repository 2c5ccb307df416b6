using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Time.Testing;
using Notebook.Protocol;
using Notebook.Tests.Accounts;
using Notebook.Tests.Storage.Fakes;
using Notebook.Web.Accounts;
using Notebook.Web.Documents;
using Notebook.Web.Secrets;
using Notebook.Web.Sharing;
using static Notebook.Tests.Sessions.SessionTable;

namespace Notebook.Tests.Secrets;

/// <summary>The vault over records in memory.</summary>
public sealed class SecretVaultTests : IDisposable
{
    private const string Value = "correct-horse-9471";

    private readonly NotebookId _id = NotebookId.New();
    private readonly InMemoryRecords<KeptSecret> _records = new(static secret => KeptSecret.IdOf(secret.NotebookId, secret.Name));
    private readonly EphemeralDataProtectionProvider _keys = new();
    private readonly FakeAuditLog _audit = new();
    private readonly SecretVault _vault;

    public SecretVaultTests() => _vault = NewVault(_keys);

    public void Dispose() => _vault.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Set_Secret_IsStoredEncryptedAndGivenToItsNotebookOnly()
    {
        Assert.Null(await _vault.SetAsync(_id, " API_KEY ", Value, Person()));

        Assert.Equal([new SecretValue("API_KEY", Value)], await _vault.ValuesAsync(_id, Token));
        Assert.Empty(await _vault.ValuesAsync(NotebookId.New(), Token));
        var kept = Assert.Single(await _records.ListAsync(Token));
        Assert.DoesNotContain(Value, kept.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Value)), kept.Cipher, StringComparison.Ordinal);
        // A new server over the same records and keys.
        using var after = NewVault(_keys);
        Assert.Equal([new SecretValue("API_KEY", Value)], await after.ValuesAsync(_id, Token));
    }

    [Fact]
    public async Task List_Secrets_NamesThemForThoseWhoMayRunAndNobodyElse()
    {
        await _vault.SetAsync(_id, "B", Value, Person());
        await _vault.SetAsync(_id, "A", Value, Person("Ben", NotebookRole.Editor));

        Assert.Equal([("A", "Ben"), ("B", "Ada")], (await _vault.ListAsync(_id, Person(role: NotebookRole.Runner), Token)).Select(static secret => (secret.Name, secret.SetBy)));
        Assert.Empty(await _vault.ListAsync(_id, Person(role: NotebookRole.Viewer), Token));
        Assert.Empty(await _vault.ListAsync(_id, Person(role: NotebookRole.None), Token));
    }

    [Theory]
    [InlineData(NotebookRole.None)]
    [InlineData(NotebookRole.Viewer)]
    [InlineData(NotebookRole.Runner)]
    public async Task Change_BySomebodyWhoMayNotEdit_IsRefusedAndNothingIsSaid(NotebookRole role)
    {
        await _vault.SetAsync(_id, "API_KEY", Value, Person());
        _audit.Entries.Clear();

        Assert.NotNull(await _vault.SetAsync(_id, "API_KEY", "another-value", Person("Eve", role)));
        Assert.NotNull(await _vault.DeleteAsync(_id, "API_KEY", Person("Eve", role)));

        Assert.Equal([new SecretValue("API_KEY", Value)], await _vault.ValuesAsync(_id, Token));
        Assert.Empty(_audit.Entries);
    }

    [Theory]
    [InlineData("", Value)]
    [InlineData("API KEY", Value)]
    [InlineData("1KEY", Value)]
    [InlineData("../other/KEY", Value)]
    [InlineData("KEY\n", "abc")]
    [InlineData("KEY", "abc")]
    [InlineData("KEY", "     ")]
    public async Task Set_UnfitNameOrValue_IsRefusedWithoutTheValue(string name, string value)
    {
        var problem = await _vault.SetAsync(_id, name, value, Person());

        Assert.NotNull(problem);
        Assert.DoesNotContain(value, problem, StringComparison.Ordinal);
        Assert.Empty(await _records.ListAsync(Token));
    }

    [Fact]
    public async Task Set_MoreThanMay_IsRefusedAndReplacingIsNot()
    {
        for (var i = 0; i < SecretRules.MaxSecrets; i++)
            Assert.Null(await _vault.SetAsync(_id, $"K{i}", Value, Person()));

        Assert.Contains("at most", await _vault.SetAsync(_id, "MORE", Value, Person()), StringComparison.Ordinal);
        Assert.Null(await _vault.SetAsync(_id, "K0", "another-value", Person()));
        Assert.Contains(new SecretValue("K0", "another-value"), await _vault.ValuesAsync(_id, Token));
        Assert.NotNull(await _vault.SetAsync(_id, "LONG", new string('x', SecretRules.MaxValueChars + 1), Person()));
    }

    [Fact]
    public async Task Changes_AreInTheAuditLogByNameOnly()
    {
        await _vault.SetAsync(_id, "API_KEY", Value, Person());
        await _vault.DeleteAsync(_id, "API_KEY", Person("Ben"));

        Assert.Equal([("Ada", AuditActions.SecretSet, "API_KEY"), ("Ben", AuditActions.SecretDeleted, "API_KEY")], _audit.Entries.Select(static entry => (entry.DisplayName, entry.Action, entry.Detail)));
        Assert.Empty(await _vault.ValuesAsync(_id, Token));
        Assert.Empty(await _records.ListAsync(Token));
    }

    [Fact]
    public async Task Values_OfAnotherServersKeys_AreNamedWithoutValue()
    {
        await _vault.SetAsync(_id, "API_KEY", Value, Person());
        using var elsewhere = NewVault(new EphemeralDataProtectionProvider());

        Assert.Equal([new SecretValue("API_KEY", null)], await elsewhere.ValuesAsync(_id, Token));
    }

    [Fact]
    public async Task Values_OfARecordMovedToAnotherNotebook_CannotBeRead()
    {
        await _vault.SetAsync(_id, "API_KEY", Value, Person());
        var kept = Assert.Single(await _records.ListAsync(Token));
        var other = NotebookId.New();
        await _records.SaveAsync(kept with { NotebookId = other.Value });
        await _records.SaveAsync(kept with { Name = "RENAMED" });
        using var after = NewVault(_keys);

        Assert.Equal([new SecretValue("API_KEY", null)], await after.ValuesAsync(other, Token));
        Assert.Contains(new SecretValue("RENAMED", null), await after.ValuesAsync(_id, Token));
    }

    [Fact]
    public async Task Set_OnAFullDisk_KeepsWhatWasThere()
    {
        await _vault.SetAsync(_id, "API_KEY", Value, Person());
        _records.IsFull = true;

        Assert.Equal("The server's disk is full.", await _vault.SetAsync(_id, "API_KEY", "another-value", Person()));
        Assert.Equal([new SecretValue("API_KEY", Value)], await _vault.ValuesAsync(_id, Token));
    }

    private SecretVault NewVault(IDataProtectionProvider keys) =>
        new(_records, keys, new InMemoryNotebookStore(), _audit, new FakeTimeProvider(Noon));
}
