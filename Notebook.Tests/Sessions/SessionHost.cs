using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Notebook.Tests.Accounts;
using Notebook.Tests.Kernels.Fakes;
using Notebook.Tests.Sharing.Fakes;
using Notebook.Tests.Storage.Fakes;
using Notebook.Web.Accounts;
using Notebook.Web.Documents;
using Notebook.Web.Files;
using Notebook.Web.Kernels;
using Notebook.Web.Packages;
using Notebook.Web.Sandbox;
using Notebook.Web.Sessions;
using Notebook.Web.Sharing;
using Notebook.Web.Storage;

namespace Notebook.Tests.Sessions;

/// <summary>The real sessions over a store and kernels that a test chooses; fakes unless it says otherwise.</summary>
internal sealed class SessionHost : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TimeProvider _time;
    private readonly SessionOptions _options;
    private NotebookSessions _sessions;
    private NotebookSharing? _sharing;
    private ClassBook? _classes;

    public SessionHost(INotebookStore? store = null, IKernelLauncher? launcher = null, TimeProvider? time = null, SessionOptions? options = null)
    {
        Store = store ?? new InMemoryNotebookStore();
        Launcher = launcher ?? new FakeKernelLauncher();
        Folder = new DataFolder(_folder.Path);
        _time = time ?? TimeProvider.System;
        _options = options ?? new();
        Access = new(Store.Sharing, People, Options.Create(new SharingOptions()), _time);
        _sessions = NewSessions();
    }

    /// <summary>Whose the notebooks of <see cref="OpenAsync(string[])"/> are.</summary>
    public const string OwnerId = "owner";

    public INotebookStore Store { get; }

    /// <summary>Who holds which role; nobody's account is disabled unless a test says so.</summary>
    public NotebookAccess Access { get; }

    public FakeActivePeople People { get; } = new();

    public FakeAuditLog Audit { get; } = new();

    public VisibleNotebooks Visible => new(Notebooks, Store, Access);

    public NotebookSharing Sharing => _sharing ??= new(Store, Access, GroupKernels, Accounts, Audit, _time);

    public NotebookCopies Copies => new(Notebooks, Store, Access, Areas, _time);

    /// <summary>Nobody has an account unless a test says so.</summary>
    public AccountDirectory Accounts { get; } = new(new InMemoryRecords<KeptAccount>(static kept => kept.Account.Id));

    public GroupKernels GroupKernels => new(Sessions);

    public NotebookAreas Areas => new(Folder, new FileSettings());

    public ClassBook Classes => _classes ??= new(Store, Access, Copies, Sharing, Notebooks, _time);

    /// <summary>Somebody signed in, who has opened some links.</summary>
    public static Visitor Person(string id, params LinkId[] links) => new(new(id, id), [.. links]);

    public IKernelLauncher Launcher { get; }

    public DataFolder Folder { get; }

    /// <summary>What gets packages for kernels opened from now on.</summary>
    public IPackageRestorer Packages { get; set; } = NoPackages.Instance;

    /// <summary>Of kernels started from now on.</summary>
    public Func<NotebookId, KernelLimits?> LimitsOf { get; set; } = static _ => null;

    public INotebookSessions Sessions => _sessions;

    public NotebookList Notebooks => new(Store, _sessions, _time);

    public FakeKernelLauncher Kernels => (FakeKernelLauncher)Launcher;

    public FakeScript Script => Kernels.Script;

    public InMemoryNotebookStore Memory => (InMemoryNotebookStore)Store;

    /// <summary>A session of a new notebook with one C# cell per source.</summary>
    public Task<INotebookSession> OpenAsync(params string[] sources) => OpenAsync(SessionTable.NotebookOf(sources));

    public async Task<INotebookSession> OpenAsync(NotebookDocument document)
    {
        var id = await Sessions.CreateAsync(document, OwnerId, TestContext.Current.CancellationToken);
        return await Sessions.OpenAsync(id, TestContext.Current.CancellationToken) ?? throw new InvalidOperationException("A new notebook can't be opened.");
    }

    /// <summary>Closes every session and opens a notebook anew.</summary>
    public async Task<INotebookSession> ReopenAsync(NotebookId id)
    {
        await _sessions.DisposeAsync();
        _sessions = NewSessions();
        return await Sessions.OpenAsync(id, TestContext.Current.CancellationToken) ?? throw new InvalidOperationException("The notebook is gone.");
    }

    private NotebookSessions NewSessions() => new(Store, Launcher, new KernelTerms(Folder, Packages, Store.Sharing) { LimitsOf = id => LimitsOf(id) }, Packages, Options.Create(_options), _time, NullLogger<NotebookSession>.Instance);

    public async ValueTask DisposeAsync()
    {
        await _sessions.DisposeAsync();
        _sharing?.Dispose();
        _classes?.Dispose();
        Access.Dispose();
        Accounts.Dispose();
        _folder.Dispose();
    }
}
