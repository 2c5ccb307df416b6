using Microsoft.Extensions.Logging.Abstractions;
using Notebook.Web.Kernels;
using Notebook.Web.Storage;

namespace Notebook.Tests.Sessions;

/// <summary>The session over LiteDB and a kernel process.</summary>
public sealed class RealSessionContractTests : SessionContract
{
    private readonly TemporaryFolder _folder = new();
    private readonly LiteDbNotebookStore _store;
    private readonly ProcessKernelLauncher _launcher = TestKernel.NewLauncher();

    public RealSessionContractTests()
    {
        _store = new(new DataFolder(_folder.Path), new StorageOptions(), DatabaseSchema.Current, NullLogger.Instance);
        Host = new(_store, _launcher);
    }

    private protected override SessionHost Host { get; }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _store.DisposeAsync();
        _folder.Dispose();
    }
}
