using Microsoft.Extensions.Time.Testing;
using Notebook.Tests.Sessions;
using Notebook.Web.Language;
using Notebook.Web.Sessions;

namespace Notebook.Tests.Language;

/// <summary>When a notebook is looked at while somebody types.</summary>
public sealed class TypingRestTests : IDisposable
{
    private static readonly TimeSpan After = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan AtLatest = TimeSpan.FromSeconds(2);

    private readonly FakeTimeProvider _time = new(SessionTable.Noon);
    private readonly Keys _keys = new();
    private readonly TypingRest _rest;

    public TypingRestTests() => _rest = new(_keys, After, AtLatest, _time);

    public void Dispose() => _keys.Dispose();

    [Fact]
    public async Task Wait_NobodyTypes_CompletesAfterTheRest()
    {
        var rested = _rest.WaitAsync(TestContext.Current.CancellationToken);

        _time.Advance(After - TimeSpan.FromMilliseconds(1));
        Assert.False(rested.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        await rested.WaitAsync(SessionTable.Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Wait_Key_BeginsAnew()
    {
        var rested = _rest.WaitAsync(TestContext.Current.CancellationToken);
        _time.Advance(After / 2);
        await _keys.TypeAsync();

        _time.Advance(After / 2 + TimeSpan.FromMilliseconds(1));
        Assert.False(rested.IsCompleted);
        _time.Advance(After / 2);

        await rested.WaitAsync(SessionTable.Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Wait_SomethingElse_DoesNotPutItOff()
    {
        var rested = _rest.WaitAsync(TestContext.Current.CancellationToken);
        _time.Advance(After / 2);
        await _keys.ChangeAsync(isEdit: false);

        _time.Advance(After / 2);

        await rested.WaitAsync(SessionTable.Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Wait_KeysOnAndOn_CompletesAtLatest()
    {
        var rested = _rest.WaitAsync(TestContext.Current.CancellationToken);
        for (var key = 1; key < AtLatest / (After / 2); key++)
        {
            _time.Advance(After / 2);
            await _keys.TypeAsync();
            Assert.False(rested.IsCompleted);
        }

        _time.Advance(After / 2);
        await _keys.TypeAsync(isLast: true);

        await rested.WaitAsync(SessionTable.Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Wait_Cancelled_Throws()
    {
        using var gone = new CancellationTokenSource();
        var rested = _rest.WaitAsync(gone.Token);

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rested);
    }

    /// <summary>Changes by hand; the next is asked for before the hand goes on.</summary>
    private sealed class Keys : ISessionSubscription
    {
        private readonly SemaphoreSlim _asked = new(0);
        private TaskCompletionSource<SessionChange?> _next = new();

        public async ValueTask<SessionChange?> NextAsync(CancellationToken cancellationToken)
        {
            _next = new();
            _asked.Release();
            return await _next.Task.WaitAsync(cancellationToken);
        }

        public Task TypeAsync(bool isLast = false) => ChangeAsync(isEdit: true, isLast);

        public async Task ChangeAsync(bool isEdit, bool isLast = false)
        {
            await IsAskedAsync();
            var document = SessionTable.NotebookOf("1");
            _next.SetResult(new SessionChange
            {
                Snapshot = new SessionSnapshot { Version = 1, Document = document, Kernel = new(KernelState.NotStarted) },
                PageChanged = !isEdit,
                ChangedCells = [],
                EditedCells = isEdit ? [document.Cells[0].Id] : [],
                StreamedCells = [],
            });
            if (isLast)
                return;
            await IsAskedAsync();
            _asked.Release();
        }

        public void Dispose() => _asked.Dispose();

        private async Task IsAskedAsync() => Assert.True(await _asked.WaitAsync(SessionTable.Patience));
    }
}
