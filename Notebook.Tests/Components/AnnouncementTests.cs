using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Notebook.Tests.Accounts;
using Notebook.Tests.Sessions;
using Notebook.Tests.Storage.Fakes;
using Notebook.Web.Accounts;
using Notebook.Web.Components.Layout;

namespace Notebook.Tests.Components;

/// <summary>Announcements: made, shown on open pages at once, taken back, and ended.</summary>
public sealed class AnnouncementTests : IAsyncDisposable
{
    private static readonly Person Eve = new("eve", "Eve");

    private readonly BunitContext _context = new();
    private readonly FakeTimeProvider _time = new(SessionTable.Noon);
    private readonly InMemoryRecords<Announcement> _records = new(static announcement => announcement.Id);
    private readonly FakeAuditLog _audit = new();
    private readonly Announcements _announcements;

    public AnnouncementTests()
    {
        BunitContext.DefaultWaitTimeout = SessionTable.Patience;
        _announcements = new(_records, _audit, _time);
        _context.Services.AddSingleton(_announcements);
        _context.Services.AddSingleton<TimeProvider>(_time);
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task Announcement_WhileAPageIsOpen_ComesAndGoesByItself()
    {
        var page = _context.Render<AnnouncementBanner>();
        Assert.Empty(page.FindAll("[role=status]"));

        Assert.Null(await _announcements.AddAsync(Eve, "  Down on Friday <b>at 18:00</b> ", _time.GetUtcNow().AddHours(2)));
        Assert.Null(await _announcements.AddAsync(Eve, "Pizza", _time.GetUtcNow().AddHours(1)));

        page.WaitForAssertion(() => Assert.Equal(["Down on Friday <b>at 18:00</b>", "Pizza"], Texts(page)));
        Assert.DoesNotContain("<b>", page.Markup, StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));
        page.WaitForAssertion(() => Assert.Equal(["Down on Friday <b>at 18:00</b>"], Texts(page)));
        _time.Advance(TimeSpan.FromHours(1));
        page.WaitForAssertion(() => Assert.Empty(Texts(page)));
    }

    [Fact]
    public async Task Announcement_TakenBack_IsGoneEverywhere()
    {
        await _announcements.AddAsync(Eve, "Down on Friday", _time.GetUtcNow().AddDays(1));
        var page = _context.Render<AnnouncementBanner>();
        Assert.Single(Texts(page));

        await _announcements.RemoveAsync(Eve, _announcements.Current[0].Id);
        await _announcements.RemoveAsync(Eve, "unknown");

        page.WaitForAssertion(() => Assert.Empty(Texts(page)));
        Assert.Empty(await _records.ListAsync(Token));
        Assert.Equal(["announced", "taken back"], _audit.Entries.Select(static entry => entry.Detail));
        Assert.All(_audit.Entries, static entry => Assert.Equal((AuditActions.AnnouncementChanged, "Eve", "Down on Friday"), (entry.Action, entry.DisplayName, entry.Subject)));
    }

    [Fact]
    public async Task Announcement_AfterARestart_IsThereUntilItEnds()
    {
        await _announcements.AddAsync(Eve, "Down on Friday", _time.GetUtcNow().AddDays(1));
        var after = new Announcements(_records, _audit, _time);
        Assert.Empty(after.Current);

        await after.LoadAsync(Token);

        Assert.Equal("Down on Friday", Assert.Single(after.Current).Text);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Empty(after.Current);
    }

    [Theory]
    [InlineData("   ", 1)]
    [InlineData("Too late", 0)]
    [InlineData("Too late", -1)]
    public async Task Announcement_ThatMakesNoSense_IsRefusedInWords(string text, int hours)
    {
        Assert.NotNull(await _announcements.AddAsync(Eve, text, _time.GetUtcNow().AddHours(hours)));
        Assert.NotNull(await _announcements.AddAsync(Eve, new string('x', Announcements.MaxLength + 1), _time.GetUtcNow().AddHours(1)));
        Assert.Empty(await _records.ListAsync(Token));
        Assert.Empty(_audit.Entries);
    }

    private static IEnumerable<string> Texts(IRenderedComponent<AnnouncementBanner> page) => page.FindAll("[role=status] .grow").Select(static text => text.TextContent);
}
