using Notebook.Protocol.Language;

namespace Notebook.Web.Language;

/// <summary>A running language process. Disposing it ends it.</summary>
internal interface ILanguageProcess : IAsyncDisposable
{
    /// <summary>The process that was started.</summary>
    int ProcessId { get; }

    /// <summary>Completes when it has ended, with a sentence that says why.</summary>
    Task<string> Ended { get; }

    /// <summary>Sends what has no answer. Does nothing when it has ended.</summary>
    ValueTask SendAsync(LanguageRequest request);

    /// <summary>Asks and waits.</summary>
    /// <exception cref="LanguageProcessEndedException">It ended first.</exception>
    Task<LanguageAnswer> AskAsync(LanguageQuestion question);
}

/// <summary>The language process ended before it answered.</summary>
internal sealed class LanguageProcessEndedException(string message) : Exception(message);
