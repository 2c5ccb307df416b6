using System.Collections.Immutable;
using Notebook.Protocol.Language;
using Notebook.Web.Documents;
using Notebook.Web.Sessions;
using Notebook.Web.Sharing;

namespace Notebook.Web.Language;

/// <summary>
/// Follows a session while somebody looks at it: has the notebook looked at whenever typing rests, gets what its cells need from
/// outside, and tells the session which cells use what of which.
/// </summary>
internal sealed class WatchedNotebook : IAsyncDisposable
{
    private const string Owner = "notebook";

    private readonly INotebookSession _session;
    private readonly LanguageSupervisor _supervisor;
    private readonly NotebookNeeds _needs;
    private readonly LanguageOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SentNotebook _sent;
    private readonly CancellationTokenSource _gone = new();
    private readonly Task _watching;
    private volatile NeedsMet _met = NeedsMet.None;
    private volatile NotebookFindings? _findings;
    private volatile string? _problem;

    public WatchedNotebook(INotebookSession session, LanguageSupervisor supervisor, NotebookNeeds needs, LanguageOptions options, TimeProvider time, ILogger logger)
    {
        (_session, _supervisor, _needs, _options, _time, _logger) = (session, supervisor, needs, options, time, logger);
        _sent = new SentNotebook(session.NotebookId.Value);
        _watching = Task.Run(WatchAsync);
    }

    public NotebookFindings? Findings => _findings;

    public string? Problem => _problem;

    public event Action? Changed;

    public async Task<(T Answer, SessionSnapshot Asked)?> AskAsync<T>(string tab, Func<long, string, LanguageQuestion> question, bool isSlow, string about, CancellationToken cancellationToken)
        where T : LanguageAnswer
    {
        var ask = new LanguageAsk
        {
            NotebookId = _session.NotebookId,
            Tab = tab,
            Kind = typeof(T).Name + about,
            IsSlow = isSlow,
            Content = () => new NotebookContent(_session.Snapshot, _met.Packages, _met.Files),
            Question = id => question(id, _session.NotebookId.Value),
            Sent = _sent,
        };
        var answer = await _supervisor.AskAsync(ask, cancellationToken).ConfigureAwait(false) as T;
        return answer is null || ask.Asked is null ? null : (answer, ask.Asked.Snapshot);
    }

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        await _watching;
        _supervisor.Forget(_session.NotebookId);
        _gone.Dispose();
    }

    private async Task WatchAsync()
    {
        using var subscription = _session.Subscribe(new Participant { Id = $"language-{Guid.NewGuid():N}", DisplayName = "Language", Holds = new FixedRole(NotebookRole.Viewer) });
        var rest = new TypingRest(subscription, _options.DiagnoseAfter, _options.DiagnoseAtLatest, _time);
        try
        {
            await LookAsync();
            while (await subscription.NextAsync(_gone.Token) is { } change)
            {
                if (!IsOfInterest(change))
                    continue;
                await rest.WaitAsync(_gone.Token);
                await LookAsync();
            }
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // Nobody looks at it any more.
        }
        catch (Exception exception)
        {
            // A defect of ours must not take the session's other readers with it.
            _logger.LogError(exception, "The language services of notebook {NotebookId} have ended.", _session.NotebookId);
        }
    }

    private static bool IsOfInterest(SessionChange change) => !change.EditedCells.IsEmpty || !change.ChangedCells.IsEmpty || change.PageChanged;

    /// <summary>Has the notebook looked at, and again when what it needs has come.</summary>
    private async Task LookAsync()
    {
        for (var round = 0; round < 3; round++)
        {
            if (await AskAsync<NotebookDiagnosed>(Owner, static (id, notebook) => new Diagnose { RequestId = id, NotebookId = notebook }, isSlow: true, "", _gone.Token) is not var (diagnosed, snapshot))
            {
                Say(_supervisor.IsQuarantined(_session.NotebookId)
                    ? "Completion and checks are off for this notebook: looking at its code ended the language process twice. Everything else works; they are tried again within the hour."
                    : null);
                return;
            }

            var met = _needs.Meet(snapshot, diagnosed, _met);
            var known = await NotebookNeeds.KernelNamesAsync(_session, diagnosed, _gone.Token);
            _findings = FindingsOf(snapshot, diagnosed, met, known);
            await _session.NoteUsesAsync(CellLinks.Of(snapshot.Document, diagnosed));
            Say(null);
            Changed?.Invoke();
            if (met == _met)
                return;
            _met = met;
        }
    }

    private void Say(string? problem)
    {
        if (_problem == problem)
            return;
        _problem = problem;
        Changed?.Invoke();
    }

    private static NotebookFindings FindingsOf(SessionSnapshot snapshot, NotebookDiagnosed diagnosed, NeedsMet met, ImmutableHashSet<string> known)
    {
        var findings = ImmutableDictionary.CreateBuilder<CellId, CellFindings>();
        foreach (var cell in diagnosed.Cells)
            if (CellId.TryParse(cell.CellId, out var id) && snapshot.Document.Find(id) is { } there)
                findings[id] = new CellFindings(there.Text.Version, cell with { Diagnostics = [.. cell.Diagnostics.Where(one => one.End <= there.Source.Length).Select(one => Soften(one, met, known))] });
        return new NotebookFindings(findings.ToImmutable());
    }

    /// <summary>What the running kernel or a package that is not here yet may know is a hint.</summary>
    private static CodeDiagnostic Soften(CodeDiagnostic one, NeedsMet met, ImmutableHashSet<string> known) => one switch
    {
        { Severity: CodeSeverity.Error, UnknownName: { } name } when known.Contains(name) =>
            one with { Severity = CodeSeverity.Hint, Message = $"No cell above defines {name}; the running kernel knows it. After a restart this cell fails." },
        { Severity: CodeSeverity.Error, Id: "CS0103" or "CS0246" or "CS0234" or "CS0012" or "CS1061" } when met.Missing.Length > 0 =>
            one with { Severity = CodeSeverity.Hint, Message = $"{one.Message} It may come from {met.Missing}, which is not here yet: run the cell that asks for it." },
        _ => one,
    };
}
