using Notebook.Web.Sharing;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Notebook.Protocol;
using Notebook.Tests.Sessions;
using Notebook.Tests.Sessions.Fakes;
using Notebook.Web.Components.Notebooks;
using Notebook.Web.Components.Outputs;
using Notebook.Web.Documents;
using Notebook.Web.Sessions;

namespace Notebook.Tests.Components;

/// <summary>What component tests start from: a fake session and one tab's view of it.</summary>
internal sealed class ComponentTable : IDisposable
{
    public ComponentTable(params string[] sources)
        : this(SessionTable.NotebookOf(sources))
    {
    }

    public ComponentTable(NotebookDocument document, NotebookRole role = NotebookRole.Owner)
        : this(document, SessionTable.Person(role: role))
    {
    }

    public ComponentTable(NotebookDocument document, Participant participant)
    {
        Session = new FakeNotebookSession(document);
        View = new NotebookView(Session, participant, Time);
        Context.JSInterop.Mode = JSRuntimeMode.Loose;
        Context.Services.AddSingleton<TimeProvider>(Time);
        Context.Services.AddSingleton<MarkdownRenderer>();
        Context.Services.AddSingleton<CellProse>();
    }

    public BunitContext Context { get; } = new();

    public FakeTimeProvider Time { get; } = new(SessionTable.Noon);

    public FakeNotebookSession Session { get; }

    public NotebookView View { get; }

    /// <summary>Renders a component inside a notebook page.</summary>
    public IRenderedComponent<TComponent> Render<TComponent>(Action<ComponentParameterCollectionBuilder<TComponent>> parameters)
        where TComponent : IComponent => Context.Render<TComponent>(builder =>
        {
            builder.AddCascadingValue(View);
            parameters(builder);
        });

    public IRenderedComponent<CellView> RenderCell(int number = 1, int queuePosition = 0) => Render<CellView>(p => p
        .Add(c => c.Id, View.Snapshot.Document.Cells[number - 1].Id)
        .Add(c => c.Number, number)
        .Add(c => c.QueuePosition, queuePosition));

    /// <summary>Changes a cell in the session and shows the new snapshot, as the page's feed does.</summary>
    public void Change(CellId id, Func<Cell, Cell> change)
    {
        Session.Publish(id, change);
        View.Snapshot = Session.Snapshot;
    }

    public static CellRun Ran(CellRunState state, int textVersion = 0) => new()
    {
        State = state,
        By = "Ada",
        StartedAt = SessionTable.Noon,
        Elapsed = state is CellRunState.Queued or CellRunState.Running ? null : TimeSpan.FromMilliseconds(840),
        TextVersion = textVersion,
    };

    public static DisplayOutput Display(MimeBundle data, string id = "o1") => new() { OutputId = id, Data = data };

    public static StreamOutput Stream(string text, string id = "s1", StreamName name = StreamName.Output) =>
        new() { OutputId = id, Stream = name, Text = StreamBuffer.Empty.Append(text) };

    public void Dispose() => Context.Dispose();
}
