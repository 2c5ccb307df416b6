using Microsoft.Extensions.Logging.Abstractions;
using Notebook.Web.Accounts;
using Notebook.Web.Storage;

namespace Notebook.Tests.Accounts;

public sealed class AuditLogTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private OpenDataFolder _data;
    private bool _isFull;

    public AuditLogTests() => _data = Open();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _data.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task ReadAsync_Pages_AreNewestFirstAndWhole()
    {
        var log = Log();
        for (var i = 0; i < 25; i++)
            await log.RecordAsync(Entry($"{i}", minutes: i / 2));
        await _data.DisposeAsync();
        _data = Open();
        log = Log();

        var read = new List<string>();
        long? next = null;
        do
        {
            var page = await log.ReadAsync(new(), next, 10, Token);
            Assert.InRange(page.Entries.Count, 1, 10);
            read.AddRange(page.Entries.Select(static entry => entry.Subject));
            next = page.Next;
        }
        while (next is not null);

        Assert.Equal(Enumerable.Range(0, 25).Reverse().Select(static i => $"{i}"), read);
    }

    [Fact]
    public async Task ReadAsync_Filters_AllHold()
    {
        var log = Log();
        await log.RecordAsync(Entry("Tides", 0) with { Action = AuditActions.Shared, Detail = "with Ben as editor" });
        await log.RecordAsync(Entry("Tides", 1));
        await log.RecordAsync(Entry("ben@lab.example", 2) with { PersonId = null, DisplayName = "ben@lab.example", Action = AuditActions.SignInRefused });

        Assert.Equal(2, (await log.ReadAsync(new() { Text = "BEN" }, null, 10, Token)).Entries.Count);
        Assert.Equal("with Ben as editor", Assert.Single((await log.ReadAsync(new() { Text = "ben tides" }, null, 10, Token)).Entries).Detail);
        Assert.Single((await log.ReadAsync(new() { Action = AuditActions.SignInRefused }, null, 10, Token)).Entries);
        Assert.Equal(2, (await log.ReadAsync(new() { PersonId = "ada" }, null, 10, Token)).Entries.Count);
        Assert.Equal(AccountTable.Noon.AddMinutes(1), Assert.Single((await log.ReadAsync(new() { From = AccountTable.Noon.AddMinutes(1), Until = AccountTable.Noon.AddMinutes(2) }, null, 10, Token)).Entries).At);
    }

    [Fact]
    public async Task RecordAsync_MoreThanIsKept_TakesTheOldestAway()
    {
        var log = Log(maxEntries: 50);
        await Task.WhenAll(Enumerable.Range(0, 300).Select(i => log.RecordAsync(Entry($"{i}", i))));

        var kept = (await log.ReadAsync(new(), null, 1_000, Token)).Entries.Select(static entry => entry.Subject).ToList();

        Assert.Equal(Enumerable.Range(250, 50).Reverse().Select(static i => $"{i}"), kept);
    }

    [Fact]
    public async Task RecordAsync_OlderThanAYear_IsTakenAway()
    {
        var log = Log();
        await log.RecordAsync(Entry("old", 0));
        for (var i = 0; i < 250; i++)
            await log.RecordAsync(Entry("new", 60 * 24 * 366));

        Assert.DoesNotContain((await log.ReadAsync(new(), null, 1_000, Token)).Entries, static entry => entry.Subject == "old");
    }

    [Fact]
    public async Task RecordAsync_FullDisk_StopsNobody()
    {
        var log = Log();
        _isFull = true;
        await log.RecordAsync(Entry("lost", 0));
        _isFull = false;
        await log.RecordAsync(Entry("kept", 1));

        Assert.Equal("kept", Assert.Single((await log.ReadAsync(new(), null, 10, Token)).Entries).Subject);
    }

    private static AuditEntry Entry(string subject, int minutes) =>
        new() { At = AccountTable.Noon.AddMinutes(minutes), PersonId = "ada", DisplayName = "Ada", Action = AuditActions.RunStarted, Subject = subject };

    private LiteDbAuditLog Log(int maxEntries = 1_000) => new(_data, NullLogger.Instance, maxEntries);

    private OpenDataFolder Open() => new(new DataFolder(_folder["data"]), DatabaseSchema.Current, NullLogger.Instance, () =>
    {
        if (_isFull)
            throw new IOException("No space left on device", 28);
    });
}
