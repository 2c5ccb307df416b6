using Notebook.Protocol;

namespace Notebook.Web.Kernels;

/// <summary>
/// Holds a kernel to the protocol. User code lives in its process and may take it over, so everything it says is checked before
/// anything else sees it.
/// </summary>
internal sealed class EventValidator
{
    private const int MaxIdChars = 100;
    private const int MaxMimeTypes = 30;
    private const int MaxMimeTypeChars = 100;
    private const int MaxListed = 1_000;
    private const int MaxProblemChars = 1_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<SubmissionId, Stage> _submissions = [];
    private readonly Dictionary<long, PageTable> _pages = [];
    private readonly HashSet<long> _listings = [];
    private readonly HashSet<long> _values = [];

    private enum Stage
    {
        Submitted,
        Started,
        Completed,
    }

    /// <summary>The web process sends this request, whose answer may come from now on.</summary>
    public void Asked(KernelRequest request)
    {
        lock (_lock)
        {
            _ = request switch
            {
                Submit submit => _submissions.TryAdd(submit.SubmissionId, Stage.Submitted),
                PageTable page => _pages.TryAdd(page.RequestId, page),
                ListVariables list => _listings.Add(list.RequestId),
                ShowVariable show => _values.Add(show.RequestId),
                _ => false,
            };
        }
    }

    /// <summary>Checks an event.</summary>
    /// <exception cref="ProtocolException">The kernel broke the protocol; the message says how.</exception>
    public void Check(KernelEvent kernelEvent)
    {
        switch (kernelEvent)
        {
            case SubmissionStarted started:
                Move(started.SubmissionId, Stage.Submitted, Stage.Started);
                break;
            case SubmissionCompleted completed:
                Move(completed.SubmissionId, Stage.Started, Stage.Completed);
                Demand(double.IsFinite(completed.ElapsedMilliseconds) && completed.ElapsedMilliseconds >= 0, "a time that is none");
                Demand(Enum.IsDefined(completed.Outcome), "an unknown outcome");
                Demand(!completed.InputsRead.IsDefault && completed.InputsRead.Length <= InputRead.MaxReads
                    && completed.InputsRead.All(static read => read is { InputId.Length: > 0 and <= InputRead.MaxIdChars }), "odd inputs that it read");
                break;
            case OutputProduced produced:
                lock (_lock)
                    Demand(_submissions.GetValueOrDefault(produced.SubmissionId) != Stage.Submitted, "output of a submission that has not started");
                Check(produced.Output);
                break;
            case InputRequested asked:
                lock (_lock)
                    Demand(_submissions.GetValueOrDefault(asked.SubmissionId) == Stage.Started, "a question of a submission that does not run");
                Demand(asked.Question is not null && asked.Question.IsWellFormed(), "a question over the limits");
                break;
            case TablePaged paged:
                Check(paged);
                break;
            case PackagesRequested requested:
                lock (_lock)
                    Demand(_submissions.GetValueOrDefault(requested.SubmissionId) == Stage.Started, "a request for packages of a submission that does not run");
                Check(requested);
                break;
            case VariablesListed listed:
                Check(listed);
                break;
            case VariableShown shown:
                lock (_lock)
                    Demand(_values.Remove(shown.RequestId), "a value that nobody asked for");
                Demand(shown.Problem is null or { Length: <= VariableLimits.MaxProblemChars } && (shown.Problem is null) != (shown.Data is null), "neither a value nor a reason");
                if (shown.Data is not null)
                    Check("value", shown.Data);
                break;
            case ConnectionRequested requested:
                Demand(requested.Host is { Length: > 0 and <= NetworkLimits.MaxHostChars } && requested.Port is > 0 and <= 65_535, "a connection to nowhere");
                break;
            case ConnectionSent sent:
                Demand(sent.Data is { Length: > 0 and <= NetworkLimits.MaxPieceBytes }, "data over the limit");
                break;
            case ConnectionRead read:
                Demand(read.Bytes is > 0 and <= NetworkLimits.WindowBytes, "a number of bytes that can't be");
                break;
            case ConnectionLeft:
                break;
            default:
                throw new ProtocolException($"It sent {kernelEvent.GetType().Name} after the handshake.");
        }
    }

    private void Check(TablePaged paged)
    {
        PageTable? asked;
        lock (_lock)
            Demand(_pages.Remove(paged.RequestId, out asked), "a page of a table that nobody asked for");
        Demand(paged.Problem is null or { Length: <= MaxProblemChars }, "a page with too long a problem");
        Demand(paged.Rows is { Length: <= TableLimits.MaxPageChars }, "a page over the limit");
        Demand(paged.KeptRows >= 0 && paged.MatchingRows >= 0 && paged.MatchingRows <= paged.KeptRows, "numbers of rows that cannot be");
        Demand(paged.RowCount >= 0 && paged.RowCount <= asked!.Count, "more rows than were asked for");
        Demand(paged.Choices is not { IsDefault: true } && (paged.Choices is not { } choices
            || (choices.Length <= TableLimits.MaxChoices && choices.All(static c => c is { Length: <= TableLimits.MaxFilterChars }))), "too many choices");
    }

    private void Check(VariablesListed listed)
    {
        lock (_lock)
            Demand(_listings.Remove(listed.RequestId), "a list of variables that nobody asked for");
        Demand(listed.Problem is null or { Length: <= VariableLimits.MaxProblemChars }, "a list of variables with too long a problem");
        Demand(!listed.Variables.IsDefault && listed.Variables.Length <= VariableLimits.MaxVariables && listed.Total >= listed.Variables.Length, "too many variables");
        Demand(listed.Variables.All(static variable => variable is { Name.Length: > 0 and <= VariableLimits.MaxWordChars, Type.Length: <= VariableLimits.MaxWordChars,
            Size.Length: <= VariableLimits.MaxWordChars, Preview.Length: <= VariableLimits.MaxPreviewChars, SourceName.Length: <= VariableLimits.MaxWordChars }), "a variable over the limits");
        Demand(listed.Variables.DistinctBy(static variable => variable.Name).Count() == listed.Variables.Length, "a variable twice");
    }

    private static void Check(KernelOutput output)
    {
        switch (output)
        {
            case StreamText text:
                Demand(text.Text is { Length: <= FrameLimits.MaxStreamChunkChars }, "stream text over the limit");
                Demand(Enum.IsDefined(text.Stream), "an unknown stream");
                break;
            case DisplayValue value:
                Check(value.DisplayId, value.Data);
                break;
            case DisplayUpdate update:
                Check(update.DisplayId, update.Data);
                break;
            case ChartGrew grew:
                Demand(grew.DisplayId is { Length: > 0 and <= MaxIdChars }, "points of a chart without a proper id");
                Demand(grew.Points is not null && grew.Points.IsWellFormed(), "points that are none");
                break;
            case ErrorOutput { Error: { Name: not null, Message: not null } error }:
                Demand(!error.Diagnostics.IsDefault && error.Diagnostics.Length <= MaxListed, "too many diagnostics");
                Demand(!error.Frames.IsDefault && error.Frames.Length <= MaxListed, "too many frames");
                break;
            default:
                throw new ProtocolException("It sent an output that is none.");
        }
    }

    private static void Check(PackagesRequested requested)
    {
        Demand(!requested.References.IsDefault && requested.References.Length <= FrameLimits.MaxPackages, "too many packages");
        Demand(!requested.Added.IsDefault && requested.Added.Length <= MaxListed, "too many packages");
        Demand(!requested.Brought.IsDefault && requested.Brought.Length <= MaxListed, "too many packages");
        Demand(!requested.Sources.IsDefault && requested.Sources.Length <= FrameLimits.MaxPackages, "too many feeds");
        Demand(requested.References.Concat(requested.Added).Concat(requested.Brought).All(static reference => IsShort(reference?.Id) && IsShort(reference?.Version)), "a package without a proper name");
        Demand(requested.Sources.All(IsShort), "a feed without a proper name");
    }

    private static bool IsShort(string? text) => text is { Length: <= FrameLimits.MaxPackageTextChars };

    private static void Check(string displayId, MimeBundle bundle)
    {
        Demand(displayId is { Length: > 0 and <= MaxIdChars }, "a display without a proper id");
        Demand(bundle?.Contents is { Count: > 0 and <= MaxMimeTypes } contents && contents.ContainsKey(MimeTypes.PlainText), "a display without plain text");
        Demand(bundle!.Contents.All(static content => content.Key.Length <= MaxMimeTypeChars && content.Value is not null), "a display with an odd MIME type");
    }

    private static void Demand(bool holds, string breach)
    {
        if (!holds)
            throw new ProtocolException($"It sent {breach}.");
    }

    private void Move(SubmissionId id, Stage from, Stage to)
    {
        lock (_lock)
        {
            if (!_submissions.TryGetValue(id, out var stage))
                throw new ProtocolException($"It spoke of submission {id}, which it was never given.");
            Demand(stage == from, $"{to} of submission {id} out of turn");
            _submissions[id] = to;
        }
    }
}
