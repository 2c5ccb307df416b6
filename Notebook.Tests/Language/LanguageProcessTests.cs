using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Notebook.Protocol.Language;
using Notebook.Tests.Sessions;
using Notebook.Web.Language;
using Notebook.Web.Packages;
using Notebook.Web.Sessions;

namespace Notebook.Tests.Language;

/// <summary>The real process in its sandbox: it answers, is stopped, dies, hangs, and is there again.</summary>
public sealed class LanguageProcessTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LanguageSupervisor _supervisor;
    private readonly NotebookContent _content;
    private readonly SentNotebook _sent;

    public LanguageProcessTests()
    {
        var options = Options.Create(new LanguageOptions { QuickTimeout = TimeSpan.FromSeconds(2), StopPatience = TimeSpan.FromSeconds(2) });
        var launcher = new ProcessLanguageLauncher(TestKernel.Sandbox, Path.Combine(_folder.Path, "language"), NoPackages.Instance, PreinstalledPackages.In(TestKernel.Executable.PackagesFolder), options, TimeProvider.System);
        _supervisor = new LanguageSupervisor(launcher, options, TimeProvider.System, NullLogger<LanguageSupervisor>.Instance);
        var document = SessionTable.NotebookOf("var numbers = new List<int>();", "numbers.Add(1);", "using MathNet.Numerics.LinearAlgebra;\nvar matrix = Matrix<double>.Build.Dense(2, 2);", "missing");
        _sent = new SentNotebook(document.Id.Value);
        _content = new NotebookContent(new SessionSnapshot { Version = 1, Document = document, Kernel = new(KernelState.NotStarted) }, [], []);
    }

    public async ValueTask DisposeAsync()
    {
        await _supervisor.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Process_InItsSandbox_CompletesAndDiagnosesPackagesToo()
    {
        var diagnosed = Assert.IsType<NotebookDiagnosed>(await AskAsync((id, notebook) => new Diagnose { RequestId = id, NotebookId = notebook }));
        var listed = Assert.IsType<CompletionsListed>(await AskAsync((id, notebook) => new Complete { RequestId = id, NotebookId = notebook, CellId = "b", Text = "numbers.", Position = 8, Typed = '.' }));

        Assert.Equal([0, 0, 0, 1], diagnosed.Cells.Select(static cell => cell.Diagnostics.Length));
        Assert.Equal("missing", diagnosed.Cells[3].Diagnostics[0].UnknownName);
        Assert.Contains(listed.Items, static item => item.Label == "Add");
    }

    [Fact]
    public async Task Process_KilledBetweenQuestions_IsThereAgainForTheNext()
    {
        Assert.NotNull(await AskAsync((id, notebook) => new Diagnose { RequestId = id, NotebookId = notebook }));
        var first = _supervisor.ProcessId!.Value;

        Kill(first);
        Assert.True(await Eventually.TrueAsync(async () => await AskAsync((id, notebook) => new Diagnose { RequestId = id, NotebookId = notebook }) is NotebookDiagnosed));

        Assert.NotEqual(first, _supervisor.ProcessId);
        Assert.False(_supervisor.IsQuarantined(_content.Snapshot.Document.Id));
    }

    [Fact]
    public async Task Process_ThatHangs_IsEnded_AndANotebookThatDidItTwiceIsQuarantined()
    {
        for (var time = 0; time < 2; time++)
        {
            Assert.True(await Eventually.TrueAsync(async () => await AskAsync(static (id, notebook) => new Format { RequestId = id, NotebookId = notebook, Cells = [] }) is not null));
            var process = _supervisor.ProcessId!.Value;
            Signal(process, "STOP");
            Assert.Null(await AskAsync((id, notebook) => new DescribeSymbol { RequestId = id, NotebookId = notebook, CellId = "a", Text = "numbers", Position = 1 }, isSlow: false));
            // It is asked to stop, does not answer, and is ended.
            Assert.True(await Eventually.TrueAsync(() => Task.FromResult(_supervisor.ProcessId != process)));
        }

        Assert.True(await Eventually.TrueAsync(() => Task.FromResult(_supervisor.IsQuarantined(_content.Snapshot.Document.Id))));
        Assert.Null(await AskAsync((id, notebook) => new Diagnose { RequestId = id, NotebookId = notebook }));
    }

    private Task<LanguageAnswer?> AskAsync(Func<long, string, LanguageQuestion> question, bool isSlow = true) => _supervisor.AskAsync(new LanguageAsk
    {
        NotebookId = _content.Snapshot.Document.Id,
        Tab = "tab",
        Kind = question(0, "").GetType().Name,
        IsSlow = isSlow,
        Content = () => _content,
        Question = id => question(id, _content.Snapshot.Document.Id.Value),
        Sent = _sent,
    }, TestContext.Current.CancellationToken);

    // The process that was started may be bubblewrap's: all of its group is the language process's.
    private static void Kill(int process) => Process.GetProcessById(process).Kill(entireProcessTree: true);

    private static void Signal(int process, string name)
    {
        foreach (var id in Below(process))
            using (var kill = Process.Start("kill", [$"-{name}", id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
                kill.WaitForExit();
    }

    private static IEnumerable<int> Below(int process)
    {
        yield return process;
        foreach (var child in File.ReadAllText($"/proc/{process}/task/{process}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
            foreach (var id in Below(int.Parse(child, System.Globalization.CultureInfo.InvariantCulture)))
                yield return id;
    }
}
