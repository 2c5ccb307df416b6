using Microsoft.Extensions.Logging.Abstractions;
using Notebook.Web.Accounts;
using Notebook.Web.Storage;

namespace Notebook.Tests.Storage;

public sealed class LiteDbRecordsTests : RecordsContract, IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private OpenDataFolder _data;
    private bool _isFull;

    public LiteDbRecordsTests() => _data = Open();

    protected override IRecords<KeptAccount> Records =>
        new LiteDbRecords<KeptAccount>(_data, DatabaseSchema.Accounts, static kept => kept.Account.Id, StorageJson.Compact.KeptAccount);

    protected override async Task ReopenAsync()
    {
        await _data.DisposeAsync();
        _data = Open();
    }

    public async ValueTask DisposeAsync()
    {
        await _data.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task SaveAsync_FullDisk_IsRefusedAndTheRecordStaysAsItWas()
    {
        await Records.SaveAsync(Full() with { Account = Full().Account with { DisplayName = "before" } });
        _isFull = true;

        var refusal = await Assert.ThrowsAsync<StoreException>(() => Records.SaveAsync(Full()));

        Assert.Contains("disk is full", refusal.Message, StringComparison.Ordinal);
        _isFull = false;
        await ReopenAsync();
        Assert.Equal("before", Assert.Single(await Records.ListAsync(Token)).Account.DisplayName);
    }

    private OpenDataFolder Open() => new(new DataFolder(_folder["data"]), DatabaseSchema.Current, NullLogger.Instance, () =>
    {
        if (_isFull)
            throw new IOException("No space left on device", 28);
    });
}
