using Notebook.Protocol.Language;
using Notebook.Web.Language;
using Notebook.Web.Packages;
using Notebook.Web.Sessions;

namespace Notebook.Tests.Components.Fakes;

/// <summary>Language services that a test speaks for: nothing is found and nothing answered unless it says so.</summary>
internal sealed class FakeLanguageService : ILanguageService, ILanguageNotebook
{
    public NotebookFindings? Findings { get; private set; }

    public string? Problem { get; private set; }

    public event Action? Changed;

    /// <summary>What questions are answered with.</summary>
    public Func<LanguageQuestion, LanguageAnswer?>? Answer { get; set; }

    /// <summary>The notebook that answers are about; null for the session's at the moment of asking.</summary>
    public SessionSnapshot? Asked { get; set; }

    private INotebookSession? Session { get; set; }

    public ILanguageNotebook Open(INotebookSession session)
    {
        Session = session;
        return this;
    }

    public void Find(NotebookFindings? findings, string? problem = null)
    {
        (Findings, Problem) = (findings, problem);
        Changed?.Invoke();
    }

    public IEnumerable<FoundPackage> KnownPackages(string word) => new[] { new FoundPackage("Newtonsoft.Json", "13.0.3", "") }.Where(package => package.Id.StartsWith(word, StringComparison.OrdinalIgnoreCase));

    public Task<(T Answer, SessionSnapshot Asked)?> AskAsync<T>(Func<long, string, LanguageQuestion> question, bool isSlow = false, string about = "", CancellationToken cancellationToken = default)
        where T : LanguageAnswer =>
        Task.FromResult<(T, SessionSnapshot)?>(Answer?.Invoke(question(1, "notebook")) is T answer ? (answer, Asked ?? Session!.Snapshot) : null);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
