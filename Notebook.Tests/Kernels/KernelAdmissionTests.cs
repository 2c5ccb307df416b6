using Microsoft.Extensions.Time.Testing;
using Notebook.Tests.Kernels.Fakes;
using Notebook.Tests.Sessions;
using Notebook.Web.Documents;
using Notebook.Web.Kernels;
using Notebook.Web.Sandbox;

namespace Notebook.Tests.Kernels;

/// <summary>Who gets a kernel when, on a machine whose memory a test decides.</summary>
public sealed class KernelAdmissionTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(SessionTable.Noon);
    private readonly FakeKernelLauncher _kernels = new();
    private KernelAdmission? _admission;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _admission?.Dispose();

    [Fact]
    public async Task Admit_WhileMemoryLasts_ComesAtOnce()
    {
        var admission = NewAdmission(new() { MemoryMegabytes = 1_000, HeadroomMegabytes = 200 });

        await LaunchAsync(admission, "ada", megabytes: 300);
        await LaunchAsync(admission, "ben", megabytes: 300);

        Assert.Equal(600 * FakeMachineMemory.Megabyte, admission.UsedBytes);
        Assert.True(AskAsync(admission, "cleo").IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Admit_MemoryInUse_WaitsAndIsToldThePlace()
    {
        var admission = NewAdmission(new() { MemoryMegabytes = 1_000, HeadroomMegabytes = 200 });
        var first = await LaunchAsync(admission, "ada", megabytes: 400);
        var other = await LaunchAsync(admission, "dora", megabytes: 450);
        List<int> places = [];

        var second = AskAsync(admission, "ben");
        var third = AskAsync(admission, "cleo", waiting: places.Add);

        Assert.False(second.IsCompleted || third.IsCompleted);
        Assert.Equal([1], places);
        Assert.Equal(["ben", "cleo"], admission.Queue.Select(static waiting => waiting.Purpose!.PersonId));
        // Room for one: the other's memory grows meanwhile.
        other.Usage = Using(750);
        first.End(0, "done");
        await second.WaitAsync(SessionTable.Patience, Token);
        Assert.Equal([1, 0], places);
        Assert.False(third.IsCompleted);
    }

    [Fact]
    public async Task Admit_KernelThatGaveMemoryBack_LetsTheNextInAtTheNextLook()
    {
        var admission = NewAdmission(new() { MemoryMegabytes = 1_000, HeadroomMegabytes = 200 });
        var first = await LaunchAsync(admission, "ada", megabytes: 900);
        var waits = AskAsync(admission, "ben");

        first.Usage = Using(300);
        _time.Advance(KernelAdmission.LookInterval);

        await waits.WaitAsync(SessionTable.Patience, Token);
    }

    [Fact]
    public async Task Queue_WhoeverHasFewest_ComesFirst()
    {
        var admission = NewAdmission(new() { Max = 3 });
        var one = await LaunchAsync(admission, "ada", megabytes: 100);
        await LaunchAsync(admission, "ada", megabytes: 100);
        await LaunchAsync(admission, "ben", megabytes: 100);
        var third = AskAsync(admission, "ada");
        _time.Advance(TimeSpan.FromSeconds(1));
        var second = AskAsync(admission, "ben");
        _time.Advance(TimeSpan.FromSeconds(1));
        var first = AskAsync(admission, "cleo");

        Assert.Equal(["cleo", "ben", "ada"], admission.Queue.Select(static waiting => waiting.Purpose!.PersonId));
        one.End(0, "done");

        await first.WaitAsync(SessionTable.Patience, Token);
        Assert.False(second.IsCompleted || third.IsCompleted);
    }

    [Fact]
    public async Task Admit_WantedEarlyWhileOthersWait_IsPostponed()
    {
        var admission = NewAdmission(new() { Max = 1 });
        await LaunchAsync(admission, "ada", megabytes: 100);

        var exception = await Assert.ThrowsAsync<KernelLaunchException>(() => admission.AdmitAsync(Options("ben") with { IsEarly = true }, Token));

        Assert.True(exception.IsPostponed);
        Assert.Empty(admission.Queue);
    }

    [Fact]
    public async Task Admit_WhoGivesUp_LeavesTheQueueAndMakesRoom()
    {
        var admission = NewAdmission(new() { Max = 1 });
        var running = await LaunchAsync(admission, "ada", megabytes: 100);
        using var stop = new CancellationTokenSource();
        var gone = admission.AdmitAsync(Options("ben"), stop.Token);
        List<int> places = [];
        var stays = AskAsync(admission, "cleo", waiting: places.Add);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        Assert.Equal([1, 0], places);
        running.End(0, "done");
        await stays.WaitAsync(SessionTable.Patience, Token);
    }

    [Fact]
    public void Admit_BudgetBelowOneKernel_StillRunsOne()
    {
        var admission = NewAdmission(new() { MemoryMegabytes = 10 });

        Assert.True(AskAsync(admission, "ada").IsCompletedSuccessfully);
        Assert.False(AskAsync(admission, "ben").IsCompleted);
    }

    [Fact]
    public void Budget_OfNoSetting_IsTheMachinesWithoutASixth() =>
        Assert.Equal(5_000 * FakeMachineMemory.Megabyte, NewAdmission(new(), total: 6_000).BudgetBytes);

    [Fact]
    public async Task Guard_MachineShortOfMemory_EndsTheLargestAndSaysWhy()
    {
        var machine = new FakeMachineMemory(8_000);
        var options = new KernelOptions { ReserveMegabytes = 500 };
        using var admission = new KernelAdmission(options, machine, _time);
        _admission = admission;
        var small = await LaunchAsync(admission, "ada", megabytes: 100);
        var large = await LaunchAsync(admission, "ben", megabytes: 3_000);
        var guard = new MemoryGuard(options, machine, admission, _time, Microsoft.Extensions.Logging.Abstractions.NullLogger<MemoryGuard>.Instance);

        guard.Look();
        Assert.False(large.Ended.IsCompleted);
        machine.Available = 400;
        guard.Look();
        guard.Look();

        Assert.Contains("3,000 MB", (await large.Ended).Message, StringComparison.Ordinal);
        Assert.False(small.Ended.IsCompleted);
        guard.Dispose();
    }

    private KernelAdmission NewAdmission(KernelOptions options, long total = 16_000) => _admission = new(options, new FakeMachineMemory(total), _time);

    private async Task<FakeKernel> LaunchAsync(KernelAdmission admission, string person, int megabytes)
    {
        var place = await AskAsync(admission, person).WaitAsync(SessionTable.Patience, Token);
        var kernel = await NewKernelAsync(megabytes);
        place.Hold(kernel);
        return kernel;
    }

    private static Task<KernelPlace> AskAsync(KernelAdmission admission, string person, Action<int>? waiting = null) =>
        admission.AdmitAsync(Options(person) with { Waiting = waiting }, Token);

    private static KernelLaunchOptions Options(string person) => new() { WorkingFolder = "/", Purpose = new(NotebookId.New(), person, person) };

    private static KernelUsage Using(int megabytes) => new(megabytes * FakeMachineMemory.Megabyte, 10, TimeSpan.Zero);

    private async Task<FakeKernel> NewKernelAsync(int megabytes)
    {
        var kernel = (FakeKernel)await _kernels.LaunchAsync(new KernelLaunchOptions { WorkingFolder = "/" }, Token);
        kernel.Usage = Using(megabytes);
        return kernel;
    }
}
