using Notebook.Tests.Storage.Fakes;
using Notebook.Web.Accounts;
using Notebook.Web.Storage;

namespace Notebook.Tests.Storage;

public sealed class InMemoryRecordsTests : RecordsContract
{
    protected override IRecords<KeptAccount> Records { get; } = new InMemoryRecords<KeptAccount>(static kept => kept.Account.Id);

    protected override Task ReopenAsync() => Task.CompletedTask;
}
