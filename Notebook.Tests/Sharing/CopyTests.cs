using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Notebook.Tests.Sessions;
using Notebook.Web.Documents;
using Notebook.Web.Sharing;

namespace Notebook.Tests.Sharing;

/// <summary>Copies: to keep, to play with, and one for each of a class.</summary>
public sealed class CopyTests : IAsyncDisposable
{
    private static readonly Visitor Owner = SessionHost.Person(SessionHost.OwnerId);
    private static readonly Visitor Ada = SessionHost.Person("ada");

    private readonly FakeTimeProvider _time = new(SessionTable.Noon);
    private readonly SessionHost _host;

    public CopyTests() => _host = new(time: _time);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CopyAsync_FilesComeAlong_OnlyForThoseWhoMayReadThem()
    {
        var id = (await _host.OpenAsync("1")).NotebookId;
        await WriteAsync(id, "data.csv", "a,b");
        Directory.CreateDirectory(Path.Combine(_host.Folder.NotebookFolder(id), "sub", "deeper"));
        await File.WriteAllTextAsync(Path.Combine(_host.Folder.NotebookFolder(id), "sub", "deeper", "x.txt"), "x", Token);
        File.CreateSymbolicLink(Path.Combine(_host.Folder.NotebookFolder(id), "link"), "/etc/passwd");
        Directory.CreateSymbolicLink(Path.Combine(_host.Folder.NotebookFolder(id), "way"), "/etc");
        await _host.Sharing.GrantAsync(id, new Grantee.Person("ada"), NotebookRole.Viewer, Owner, cancellationToken: Token);

        var viewers = (await _host.Copies.CopyAsync(id, Ada, Token)).Copy!.Value;
        await _host.Sharing.GrantAsync(id, new Grantee.Person("ada"), NotebookRole.Runner, Owner, cancellationToken: Token);
        var runners = (await _host.Copies.CopyAsync(id, Ada, Token)).Copy!.Value;

        Assert.False(Directory.Exists(_host.Folder.NotebookFolder(viewers)));
        Assert.Equal(["data.csv", "sub", "sub/deeper", "sub/deeper/x.txt"], Entries(runners));
        Assert.Equal("a,b", await File.ReadAllTextAsync(Path.Combine(_host.Folder.NotebookFolder(runners), "data.csv"), Token));
        Assert.Equal(NotebookRole.Owner, _host.Access.RoleOf(Ada, runners));
        Assert.Equal(NotebookRole.None, _host.Access.RoleOf(Owner, runners));
    }

    [Fact]
    public async Task Playground_IsPrivateWithoutGroupAndUnlisted_AndKeptOnlyWhenAsked()
    {
        var id = (await _host.OpenAsync("1")).NotebookId;
        await _host.Sharing.GrantAsync(id, new Grantee.SignedIn(), NotebookRole.Viewer, Owner, cancellationToken: Token);

        var (playground, _) = await _host.Copies.PlayAsync(id, Ada, Token);

        Assert.Equal(playground, (await _host.Copies.PlayAsync(id, Ada, Token)).Copy);
        Assert.NotEqual(playground, (await _host.Copies.PlayAsync(id, SessionHost.Person("ben"), Token)).Copy);
        var attributes = _host.Access.State.AttributesOf(playground!.Value);
        Assert.Equal((id, (GroupId?)null), (attributes.PlaygroundOf, attributes.Group));
        Assert.Equal([id], (await _host.Visible.ListAsync(Ada, Token)).Select(static n => n.Summary.Id));
        Assert.Equal(NotebookRole.None, _host.Access.RoleOf(Owner, playground.Value));
        Assert.NotNull(await _host.Copies.DiscardAsync(playground.Value, Owner, Token));
        Assert.NotNull(await _host.Copies.DiscardAsync(id, Owner, Token));

        Assert.Null(await _host.Copies.KeepAsync(playground.Value, Ada, Token));
        Assert.Contains(playground.Value, (await _host.Visible.ListAsync(Ada, Token)).Select(static n => n.Summary.Id));
        Assert.NotNull(await _host.Copies.DiscardAsync(playground.Value, Ada, Token));

        var (second, _) = await _host.Copies.PlayAsync(id, Ada, Token);
        Assert.Null(await _host.Copies.DiscardAsync(second!.Value, Ada, Token));
        Assert.Null(await _host.Notebooks.FindAsync(second.Value, Token));
        Assert.NotNull(await _host.Notebooks.FindAsync(id, Token));
    }

    [Fact]
    public async Task PlaygroundSweep_UnusedForADay_IsDiscardedAndNothingElse()
    {
        var id = (await _host.OpenAsync("1")).NotebookId;
        var (used, _) = await _host.Copies.PlayAsync(id, Owner, Token);
        await _host.Sharing.GrantAsync(id, new Grantee.SignedIn(), NotebookRole.Viewer, Owner, cancellationToken: Token);
        var (unused, _) = await _host.Copies.PlayAsync(id, Ada, Token);
        using var sweep = new PlaygroundSweep(_host.Notebooks, _host.Store.Sharing, _time, NullLogger<PlaygroundSweep>.Instance);

        _time.Advance(TimeSpan.FromHours(23));
        await _host.Visible.NoteVisitAsync(used!.Value, Owner, Token);
        _time.Advance(TimeSpan.FromHours(2));
        await sweep.SweepAsync(Token);

        Assert.Null(await _host.Notebooks.FindAsync(unused!.Value, Token));
        Assert.NotNull(await _host.Notebooks.FindAsync(used.Value, Token));
        Assert.NotNull(await _host.Notebooks.FindAsync(id, Token));
    }

    [Fact]
    public async Task Class_EachStudentGetsOneCopy_ThatTheTeacherOwnsAndResets()
    {
        var id = (await _host.OpenAsync("1")).NotebookId;
        await WriteAsync(id, "data.csv", "a,b");
        await _host.Classes.CreateLinkAsync(id, null, Owner, Token);
        var link = Assert.Single(_host.Access.State.LinksOf(id)).Id;
        var student = SessionHost.Person("ada", link);

        var copies = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _host.Classes.JoinAsync(id, student, Token)));

        var copy = Assert.Single(copies.Select(static joined => joined.Copy).Distinct())!.Value;
        Assert.Equal((NotebookRole.Editor, NotebookRole.Owner), (_host.Access.RoleOf(Ada, copy), _host.Access.RoleOf(Owner, copy)));
        Assert.Equal((NotebookRole.None, NotebookRole.None), (_host.Access.RoleOf(student, id), _host.Access.RoleOf(SessionHost.Person("ben", link), copy)));
        Assert.Equal("Test · ada", (await _host.Notebooks.FindAsync(copy, Token))!.Title);
        Assert.Equal(["data.csv"], Entries(copy));
        Assert.True((await _host.Visible.ListAsync(Ada, Token)).Single().IsMine);
        Assert.NotNull((await _host.Classes.JoinAsync(id, SessionHost.Person("cleo"), Token)).Problem);
        Assert.NotNull((await _host.Classes.JoinAsync(id, new Visitor(null, [link]), Token)).Problem);

        Assert.NotNull(await _host.Classes.ResetAsync(copy, student, Token));
        Assert.Null(await _host.Classes.ResetAsync(copy, Owner, Token));

        var fresh = Assert.Single(_host.Classes.CopiesOf(id)).NotebookId;
        Assert.NotEqual(copy, fresh);
        Assert.Equal(NotebookRole.Editor, _host.Access.RoleOf(Ada, fresh));
        Assert.Equal(NotebookRole.None, _host.Access.RoleOf(Ada, copy));
        Assert.Equal([copy], (await _host.Visible.ListTrashAsync(Owner, Token)).Select(static n => n.Id));
        Assert.Equal("Test · ada", (await _host.Notebooks.FindAsync(fresh, Token))!.Title);
    }

    private async Task WriteAsync(NotebookId id, string name, string text)
    {
        Directory.CreateDirectory(_host.Folder.NotebookFolder(id));
        await File.WriteAllTextAsync(Path.Combine(_host.Folder.NotebookFolder(id), name), text, Token);
    }

    private IEnumerable<string> Entries(NotebookId id)
    {
        var folder = _host.Folder.NotebookFolder(id);
        return Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path)).Order(StringComparer.Ordinal);
    }
}
