using Notebook.Tests.Kernels.Fakes;
using Notebook.Web.Documents;
using Notebook.Web.Kernels;
using Notebook.Web.Sessions;
using static Notebook.Tests.Sessions.SessionTable;

namespace Notebook.Tests.Sessions;

/// <summary>A session whose kernel has to wait for room.</summary>
public sealed class WaitingKernelTests : IAsyncDisposable
{
    private readonly KernelAdmission _admission = new(new KernelOptions { Max = 1 }, new FakeMachineMemory(16_000), TimeProvider.System);
    private readonly SessionHost _host;
    private readonly AdmittingLauncher _launcher;

    public WaitingKernelTests()
    {
        _launcher = new AdmittingLauncher(_admission);
        _host = new(launcher: _launcher);
        _launcher.Kernels.Script.Echo();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _admission.Dispose();
    }

    [Fact]
    public async Task RunCells_NoRoom_WaitsAtAVisiblePlaceAndRunsWhenThereIs()
    {
        var first = await RanAsync("first");
        var second = await _host.OpenAsync("second");
        var third = await _host.OpenAsync("third");

        await second.MustAsync(new RunCells([Id(0)]));
        await second.UntilAsync(static snapshot => snapshot.Kernel is { State: KernelState.Waiting, Ahead: 0 });
        await third.MustAsync(new RunCells([Id(0)]));
        var waiting = await third.UntilAsync(static snapshot => snapshot.Kernel is { State: KernelState.Waiting, Ahead: 1 });

        Assert.Equal("Waiting: 1 ahead", waiting.Kernel.Word);
        Assert.StartsWith("Waiting for a kernel: 1 ahead of you.", waiting.Kernel.Detail, StringComparison.Ordinal);
        first.EndBecause("It was ended.");
        await second.UntilRunAsync(Id(0), CellRunState.Succeeded);
        await third.UntilAsync(static snapshot => snapshot.Kernel is { State: KernelState.Waiting, Ahead: 0 });
    }

    [Fact]
    public async Task Open_NoRoom_WaitsForNothingUntilACellIsRun()
    {
        var first = await RanAsync("first");
        var second = await _host.OpenAsync("second");

        using var joined = second.Subscribe(Person("Ben"));
        await second.UntilAsync(static snapshot => snapshot.Kernel.State == KernelState.NotStarted && snapshot.Version > 1);
        Assert.Empty(_admission.Queue);
        await second.MustAsync(new RunCells([Id(0)]));
        await second.UntilAsync(static snapshot => snapshot.Kernel.State == KernelState.Waiting);

        first.EndBecause("It was ended.");
        await second.UntilRunAsync(Id(0), CellRunState.Succeeded);
    }

    [Fact]
    public async Task Interrupt_WhileWaiting_TakesTheCellBack()
    {
        await RanAsync("first");
        var second = await _host.OpenAsync("second");
        await second.MustAsync(new RunCells([Id(0)]));
        await second.UntilAsync(static snapshot => snapshot.Kernel.State == KernelState.Waiting);

        await second.MustAsync(new InterruptRun());

        Assert.Null(second.Snapshot.Document.Cells[0].LastRun);
        Assert.Empty(second.Snapshot.Queue);
    }

    private async Task<FakeKernel> RanAsync(string source)
    {
        var session = await _host.OpenAsync(source);
        await session.MustAsync(new RunCells([Id(0)]));
        await session.UntilRunAsync(Id(0), CellRunState.Succeeded);
        return await _launcher.Kernels.NextKernelAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Fake kernels behind a real admission.</summary>
    private sealed class AdmittingLauncher(KernelAdmission admission) : IKernelLauncher
    {
        public FakeKernelLauncher Kernels { get; } = new();

        public async Task<IKernel> LaunchAsync(KernelLaunchOptions options, CancellationToken cancellationToken)
        {
            var place = await admission.AdmitAsync(options, cancellationToken);
            var kernel = await Kernels.LaunchAsync(options, cancellationToken);
            place.Hold(kernel);
            return kernel;
        }
    }
}
