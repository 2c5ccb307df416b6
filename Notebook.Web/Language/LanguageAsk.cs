using Notebook.Protocol.Language;
using Notebook.Web.Documents;

namespace Notebook.Web.Language;

/// <summary>A question on its way to the language process.</summary>
internal sealed class LanguageAsk
{
    public required NotebookId NotebookId { get; init; }

    /// <summary>Who asks; of one tab's questions of a kind only the latest counts.</summary>
    public required string Tab { get; init; }

    public required string Kind { get; init; }

    /// <summary>Whether it looks at a whole notebook, so that nobody's typing waits behind it.</summary>
    public bool IsSlow { get; init; }

    /// <summary>The notebook when its turn has come.</summary>
    public required Func<NotebookContent> Content { get; init; }

    /// <summary>Makes the question.</summary>
    public required Func<long, LanguageQuestion> Question { get; init; }

    public required SentNotebook Sent { get; init; }

    public TaskCompletionSource<LanguageAnswer?> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The content that it was asked about; set before it is answered.</summary>
    public NotebookContent? Asked { get; set; }

    public long RequestId { get; set; }

    public CancellationTokenRegistration Cancellation { get; set; }

    public bool TakesPlaceOf(LanguageAsk earlier) => earlier.NotebookId == NotebookId && earlier.Tab == Tab && earlier.Kind == Kind;
}
