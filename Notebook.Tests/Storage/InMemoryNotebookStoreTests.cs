using Notebook.Tests.Storage.Fakes;
using Notebook.Web.Storage;

namespace Notebook.Tests.Storage;

public sealed class InMemoryNotebookStoreTests : NotebookStoreContract
{
    protected override INotebookStore Store { get; } = new InMemoryNotebookStore();

    protected override Task ReopenAsync() => Task.CompletedTask;
}
