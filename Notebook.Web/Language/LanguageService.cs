using Microsoft.Extensions.Options;
using Notebook.Web.Packages;
using Notebook.Web.Sessions;

namespace Notebook.Web.Language;

/// <summary>One <see cref="WatchedNotebook"/> per notebook that somebody looks at, shared by its tabs.</summary>
internal sealed class LanguageService(LanguageSupervisor supervisor, NotebookNeeds needs, PackageLibrary packages, IOptions<LanguageOptions> options, TimeProvider time, ILogger<LanguageService> logger) : ILanguageService
{
    private readonly Lock _lock = new();
    private readonly Dictionary<INotebookSession, (WatchedNotebook Notebook, int Tabs)> _notebooks = [];
    private int _lastTab;

    public ILanguageNotebook Open(INotebookSession session)
    {
        lock (_lock)
        {
            var (notebook, tabs) = _notebooks.GetValueOrDefault(session);
            notebook ??= new WatchedNotebook(session, supervisor, needs, options.Value, time, logger);
            _notebooks[session] = (notebook, tabs + 1);
            return new TabLanguage(notebook, packages, $"tab {++_lastTab}", () => CloseAsync(session));
        }
    }

    private async ValueTask CloseAsync(INotebookSession session)
    {
        WatchedNotebook? last = null;
        lock (_lock)
        {
            var (notebook, tabs) = _notebooks[session];
            if (tabs > 1)
                _notebooks[session] = (notebook, tabs - 1);
            else if (_notebooks.Remove(session))
                last = notebook;
        }

        if (last is not null)
            await last.DisposeAsync();
    }

    /// <summary>One tab's part.</summary>
    private sealed class TabLanguage : ILanguageNotebook
    {
        private readonly WatchedNotebook _notebook;
        private readonly PackageLibrary _packages;
        private readonly string _tab;
        private readonly Func<ValueTask> _close;
        private int _disposed;

        public TabLanguage(WatchedNotebook notebook, PackageLibrary packages, string tab, Func<ValueTask> close)
        {
            (_notebook, _packages, _tab, _close) = (notebook, packages, tab, close);
            notebook.Changed += Tell;
        }

        public NotebookFindings? Findings => _notebook.Findings;

        public string? Problem => _notebook.Problem;

        public event Action? Changed;

        public IEnumerable<FoundPackage> KnownPackages(string word) => _packages.Known(word);

        public Task<(T Answer, SessionSnapshot Asked)?> AskAsync<T>(Func<long, string, Protocol.Language.LanguageQuestion> question, bool isSlow, string about, CancellationToken cancellationToken)
            where T : Protocol.Language.LanguageAnswer => _notebook.AskAsync<T>(_tab, question, isSlow, about, cancellationToken);

        public async ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _disposed, 1) == 1)
                return;
            _notebook.Changed -= Tell;
            await _close();
        }

        private void Tell() => Changed?.Invoke();
    }
}
