using Notebook.Protocol.Language;
using Notebook.Web.Packages;
using Notebook.Web.Sessions;

namespace Notebook.Web.Language;

/// <summary>One tab's part in the language services of a notebook.</summary>
public interface ILanguageNotebook : IAsyncDisposable
{
    /// <summary>What was found last; null before the first look.</summary>
    NotebookFindings? Findings { get; }

    /// <summary>Why there are no answers for this notebook; a sentence for people, null when all is well.</summary>
    string? Problem { get; }

    /// <summary><see cref="Findings"/> or <see cref="Problem"/> is another now. Called on any thread.</summary>
    event Action? Changed;

    /// <summary>Packages that work without asking a feed, for the beginning of an id: preinstalled, or downloaded before.</summary>
    IEnumerable<FoundPackage> KnownPackages(string word);

    /// <summary>Asks about a place or about cells.</summary>
    /// <param name="question">Makes the question with the ids that it is given.</param>
    /// <param name="isSlow">Whether it looks at the whole notebook.</param>
    /// <param name="about">Of one tab's questions of a kind about the same only the latest counts.</param>
    /// <param name="cancellationToken">Ends the wait and the work.</param>
    /// <returns>The answer and the notebook that it is about; null when there is none, which is no error: ask again when there is reason to.</returns>
    Task<(T Answer, SessionSnapshot Asked)?> AskAsync<T>(Func<long, string, LanguageQuestion> question, bool isSlow = false, string about = "", CancellationToken cancellationToken = default)
        where T : LanguageAnswer;
}
