using Microsoft.Extensions.Time.Testing;
using Notebook.Tests.Accounts;
using Notebook.Tests.Kernels.Fakes;
using Notebook.Tests.Sessions;
using Notebook.Tests.Storage.Fakes;
using Notebook.Web.Accounts;
using Notebook.Web.Documents;
using Notebook.Web.Kernels;
using Notebook.Web.Sandbox;

namespace Notebook.Tests.Kernels;

/// <summary>What an administrator sets for all kernels while the server runs.</summary>
public sealed class KernelBudgetTests : IDisposable
{
    private static readonly Person Administrator = new("root", "Rut");

    private readonly FakeTimeProvider _time = new(SessionTable.Noon);
    private readonly FakeKernelLauncher _kernels = new();
    private readonly InMemoryRecords<KernelBudget> _records = new(static budget => budget.Id);
    private readonly FakeAuditLog _audit = new();
    private readonly KernelAdmission _admission;
    private readonly KernelBudgets _budgets;

    public KernelBudgetTests()
    {
        _admission = new(new() { MemoryMegabytes = 1_000, HeadroomMegabytes = 100 }, new FakeMachineMemory(16_000), _time);
        _budgets = new(_records, _admission, _audit, _time);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _admission.Dispose();

    [Fact]
    public async Task Pause_RefusesNewKernelsWithASentenceAndResumeLetsWaitingOnesIn()
    {
        var first = await LaunchAsync("ada", 950);
        var waits = AskAsync("ben");
        await _budgets.SetAsync(Administrator, new() { IsPaused = true });

        var refused = await Assert.ThrowsAsync<KernelLaunchException>(() => AskAsync("cleo"));
        first.End(0, "done");
        _time.Advance(KernelAdmission.LookInterval);

        Assert.Contains("paused new kernels", refused.Message, StringComparison.Ordinal);
        Assert.False(waits.IsCompleted);
        Assert.False(_admission.HasRoomToSpare);
        await _budgets.SetAsync(Administrator, new());
        await waits.WaitAsync(SessionTable.Patience, Token);
        Assert.Equal(["paused", "resumed"], _audit.Entries.Select(static entry => entry.Detail));
    }

    [Fact]
    public async Task Memory_OfTheBudget_HoldsAtOnceAndIsThereAtTheNextStart()
    {
        await LaunchAsync("ada", 950);
        var waits = AskAsync("ben");

        Assert.Null(await _budgets.SetAsync(Administrator, new() { MemoryMegabytes = 2_000 }));

        await waits.WaitAsync(SessionTable.Patience, Token);
        using var next = new KernelAdmission(new(), new FakeMachineMemory(16_000), _time);
        await new KernelBudgets(_records, next, _audit, _time).LoadAsync(Token);
        Assert.Equal(2_000 * FakeMachineMemory.Megabyte, next.BudgetBytes);
    }

    [Fact]
    public async Task Share_OfAPerson_MakesTheirNextKernelWaitAndNobodyElses()
    {
        await _budgets.SetAsync(Administrator, new() { PersonPercent = 30 });
        var first = await LaunchAsync("ada", 250);

        var second = AskAsync("ada");
        var other = AskAsync("ben");

        await other.WaitAsync(SessionTable.Patience, Token);
        Assert.False(second.IsCompleted);
        first.End(0, "done");
        await second.WaitAsync(SessionTable.Patience, Token);
    }

    [Fact]
    public async Task Share_OfAGroup_CountsAllOfItsNotebooks()
    {
        await _budgets.SetAsync(Administrator, new() { GroupPercent = 30 });
        await LaunchAsync("ada", 250, "/groups/physics");

        Assert.False(AskAsync("ben", "/groups/physics").IsCompleted);
        Assert.True(AskAsync("ben", "/groups/chemistry").IsCompletedSuccessfully);
        Assert.True(AskAsync("cleo").IsCompletedSuccessfully);
    }

    [Fact]
    public async Task LanguageProcess_UsesMemoryOfTheBudget()
    {
        _admission.LanguageBytes = static () => 600 * FakeMachineMemory.Megabyte;
        await LaunchAsync("ada", 350);

        Assert.Equal(950 * FakeMachineMemory.Megabyte, _admission.UsedBytes);
        Assert.False(AskAsync("ben").IsCompleted);
    }

    [Theory]
    [InlineData(100, 100, 100)]
    [InlineData(null, 0, 100)]
    [InlineData(null, 100, 101)]
    public async Task Set_WhatMakesNoSense_IsRefused(int? megabytes, int person, int group)
    {
        Assert.NotNull(await _budgets.SetAsync(Administrator, new() { MemoryMegabytes = megabytes, PersonPercent = person, GroupPercent = group }));
        Assert.Equal(new KernelBudget(), _admission.Budget);
    }

    private async Task<FakeKernel> LaunchAsync(string person, int megabytes, string? group = null)
    {
        var place = await AskAsync(person, group).WaitAsync(SessionTable.Patience, Token);
        var kernel = (FakeKernel)await _kernels.LaunchAsync(new KernelLaunchOptions { WorkingFolder = "/" }, Token);
        kernel.Usage = new KernelUsage(megabytes * FakeMachineMemory.Megabyte, 10, TimeSpan.Zero);
        place.Hold(kernel);
        return kernel;
    }

    private Task<KernelPlace> AskAsync(string person, string? group = null) =>
        _admission.AdmitAsync(new() { WorkingFolder = "/", GroupFolder = group, Purpose = new(NotebookId.New(), person, person) }, Token);
}
