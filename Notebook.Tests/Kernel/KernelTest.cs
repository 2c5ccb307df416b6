using Notebook.Tests.Kernels;

namespace Notebook.Tests.Kernel;

/// <summary>A test of the engine, on a kernel in this process that is open while the test runs.</summary>
[Collection(nameof(OneInProcessKernel))]
public abstract class KernelTest : IAsyncLifetime
{
    private KernelConversation? _kernel;

    protected KernelConversation Kernel => _kernel ?? throw new InvalidOperationException("The kernel is not open yet.");

    public async ValueTask InitializeAsync() => _kernel = new KernelConversation(await InProcessKernel.OpenAsync());

    public async ValueTask DisposeAsync()
    {
        if (_kernel is not null)
            await _kernel.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs cells in order and hands out the last one's result; all before it must succeed.</summary>
    protected async Task<CellResult> RunAllAsync(params string[] cells)
    {
        for (var i = 0; i < cells.Length - 1; i++)
        {
            var result = await Kernel.RunAsync(cells[i], $"cell{i + 1}");
            Assert.True(result.Outcome == Notebook.Protocol.SubmissionOutcome.Succeeded, $"Cell {i + 1} failed: {result.Error?.Message}");
        }

        return await Kernel.RunAsync(cells[^1], $"cell{cells.Length}");
    }
}
