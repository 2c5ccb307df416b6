using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Notebook.Tests.Kernels.Fakes;
using Notebook.Tests.Sessions;
using Notebook.Web.Documents;
using Notebook.Web.Kernels;
using Notebook.Web.Packages;
using Notebook.Web.Sandbox;
using Notebook.Web.Storage;

namespace Notebook.Tests.Kernels;

/// <summary>Kernels that wait for somebody, over kernels that only pretend.</summary>
public sealed class WarmKernelsTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(SessionTable.Noon);
    private readonly FakeWarmStart _start = new();
    private readonly FakeKernelLauncher _cold = new();
    private readonly KernelTerms _terms = new(new DataFolder("/nowhere"), NoPackages.Instance);
    private KernelAdmission _admission = null!;
    private WarmKernels _warm = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        var options = new KernelOptions { Warm = 2 };
        _admission = new(options, new FakeMachineMemory(16_000), _time);
        _warm = new(options, _start, _terms, _admission, _time, NullLogger<WarmKernels>.Instance);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _warm.DisposeAsync();
        _admission.Dispose();
    }

    [Fact]
    public async Task Launch_KernelWarm_TakesItAndOneMoreIsStartedAfterARest()
    {
        await StartAsync();

        var kernel = await LaunchAsync();

        Assert.Equal(0, _cold.LaunchCount);
        Assert.Single(_warm.Kernels);
        Assert.Single(_admission.Places);
        Assert.Equal(2, _start.Started);
        Assert.True(await Eventually.TrueAsync(() =>
        {
            _time.Advance(WarmKernels.Rest);
            return Task.FromResult(_warm.Kernels.Count == 2);
        }));
        Assert.DoesNotContain(kernel, _warm.Kernels);
    }

    [Fact]
    public async Task Launch_OtherTerms_StartsCold()
    {
        await StartAsync();

        await LaunchAsync(static options => options with { Limits = new KernelLimits { MemoryMegabytes = 8_000 } });

        Assert.Equal(1, _cold.LaunchCount);
        Assert.Equal(2, _warm.Kernels.Count);
    }

    [Fact]
    public async Task Launch_HandOverFails_StartsCold()
    {
        await StartAsync();
        _start.Refuses = true;

        await LaunchAsync();

        Assert.Equal(1, _cold.LaunchCount);
        Assert.True((await _start.Launcher.NextKernelAsync(Token)).IsDisposed);
    }

    [Fact]
    public async Task WarmKernel_ThatDies_IsReplaced()
    {
        await StartAsync();

        (await _start.Launcher.NextKernelAsync(Token)).End(137, "killed");

        Assert.True(await Eventually.TrueAsync(() =>
        {
            _time.Advance(WarmKernels.Rest);
            return Task.FromResult(_start.Started == 3 && _warm.Kernels.Count == 2);
        }));
    }

    [Fact]
    public async Task Dispose_WarmKernels_EndWithTheServer()
    {
        await StartAsync();

        await _warm.DisposeAsync();

        Assert.True((await _start.Launcher.NextKernelAsync(Token)).IsDisposed);
        Assert.True((await _start.Launcher.NextKernelAsync(Token)).IsDisposed);
    }

    private async Task StartAsync()
    {
        await _warm.StartAsync(Token);
        Assert.True(await Eventually.TrueAsync(() => Task.FromResult(_warm.Kernels.Count == 2)));
    }

    private async Task<IKernel> LaunchAsync(Func<KernelLaunchOptions, KernelLaunchOptions>? change = null)
    {
        var launcher = new ServerKernelLauncher(_cold, _start, _warm, _admission, new KernelStarts(), _time, NullLogger<ServerKernelLauncher>.Instance);
        var options = await _terms.ForAsync(NotebookId.New(), Token);
        return await launcher.LaunchAsync(change?.Invoke(options) ?? options, Token);
    }
}
