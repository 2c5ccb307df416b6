using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Notebook.Tests.Accounts;
using Notebook.Tests.Kernels.Fakes;
using Notebook.Tests.Sessions;
using Notebook.Tests.Storage.Fakes;
using Notebook.Web.Accounts;
using Notebook.Web.Components.Admin;
using Notebook.Web.Documents;
using Notebook.Web.Kernels;
using Notebook.Web.Packages;
using Notebook.Web.Sandbox;
using Notebook.Web.Storage;

namespace Notebook.Tests.Components;

/// <summary>The page of the server's kernels over kernels that a test makes.</summary>
public sealed class KernelsPanelTests : IAsyncDisposable
{
    private readonly BunitContext _context = new();
    private readonly FakeTimeProvider _time = new(SessionTable.Noon);
    private readonly InMemoryNotebookStore _store = new();
    private readonly FakeKernelLauncher _kernels = new();
    private readonly KernelAdmission _admission;
    private readonly WarmKernels _warm;

    public KernelsPanelTests()
    {
        BunitContext.DefaultWaitTimeout = SessionTable.Patience;
        var options = new KernelOptions { Max = 1 };
        _admission = new(options, new FakeMachineMemory(6_144), _time);
        _warm = new(options, new FakeWarmStart(), new KernelTerms(new DataFolder("/nowhere"), NoPackages.Instance), _admission, _time, NullLogger<WarmKernels>.Instance);
        var sandbox = new SandboxEnvironment();
        _context.Services.AddSingleton<TimeProvider>(_time);
        _context.Services.AddSingleton(TestKernel.Sandbox);
        _context.Services.AddSingleton<IAuditLog>(new FakeAuditLog());
        _context.Services.AddSingleton(new KernelOverview(_admission, _warm, new KernelStarts(), sandbox, _store, _time));
    }

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        await _warm.DisposeAsync();
        _admission.Dispose();
    }

    [Fact]
    public void Panel_NoKernels_SaysSo() => Assert.Contains("No notebook has a kernel now", _context.Render<KernelsPanel>().Markup, StringComparison.Ordinal);

    [Fact]
    public async Task Panel_KernelsAndQueue_ShowsWhoseTheyAre()
    {
        await LaunchAsync("Storm surge", "Tomas Berg");
        _time.Advance(TimeSpan.FromMinutes(42));
        var id = await NotebookAsync("Wave model");
        using var stop = new CancellationTokenSource();
        var waits = _admission.AdmitAsync(new() { WorkingFolder = "/", Purpose = new(id, "mara", "Mara Lindh") }, stop.Token);
        _time.Advance(TimeSpan.FromSeconds(38));

        var panel = _context.Render<KernelsPanel>();

        Assert.Equal(["Storm surge", "Tomas Berg", "Ready", "412 MB", "98 %", "42 min", "End"], panel.FindAll(".kernels tbody td").Select(static cell => cell.TextContent.Trim()));
        Assert.Equal(["1", "Wave model", "Mara Lindh", "0", "38 s"], panel.FindAll(".queue tbody td").Select(static cell => cell.TextContent.Trim()));
        Assert.Contains("of 5.0 GB", panel.Markup, StringComparison.Ordinal);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waits);
    }

    [Fact]
    public async Task End_Kernel_EndsItAndItsSessionIsToldBecauseOfWhom()
    {
        var kernel = await LaunchAsync("Storm surge", "Tomas Berg");
        var panel = _context.Render<KernelsPanel>();

        panel.Find("button[aria-label='End kernel of Storm surge']").Click();

        Assert.Contains("An administrator ended this kernel", (await kernel.Ended).Message, StringComparison.Ordinal);
        panel.WaitForAssertion(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(2));
            Assert.Contains("No notebook has a kernel now", panel.Markup, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Filter_OfAPerson_ShowsOnlyTheirs()
    {
        await LaunchAsync("Storm surge", "Tomas Berg");
        var panel = _context.Render<KernelsPanel>();

        panel.Find("input[aria-label='Filter kernels']").Input("ada");
        Assert.Contains("No kernel's notebook or person has “ada”", panel.Markup, StringComparison.Ordinal);
        panel.Find("input[aria-label='Filter kernels']").Input("berg");

        Assert.Single(panel.FindAll(".kernels tbody tr"));
    }

    [Fact]
    public async Task Panel_KernelThatStartsLater_AppearsByItself()
    {
        var panel = _context.Render<KernelsPanel>();

        await LaunchAsync("Storm surge", "Tomas Berg");

        panel.WaitForAssertion(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(2));
            Assert.Single(panel.FindAll(".kernels tbody tr"));
        });
    }

    private async Task<FakeKernel> LaunchAsync(string title, string person)
    {
        var id = await NotebookAsync(title);
        var place = await _admission.AdmitAsync(new() { WorkingFolder = "/", Purpose = new(id, person, person) }, Token);
        var kernel = (FakeKernel)await _kernels.LaunchAsync(new() { WorkingFolder = "/" }, Token);
        kernel.Usage = new KernelUsage(412 * FakeMachineMemory.Megabyte, 12, TimeSpan.Zero) { Cores = 0.98 };
        place.Hold(kernel);
        return kernel;
    }

    private async Task<NotebookId> NotebookAsync(string title)
    {
        var document = SessionTable.NotebookOf("1") with { Title = title };
        await _store.CommitAsync([new NotebookCreated(document)], Token);
        return document.Id;
    }
}
