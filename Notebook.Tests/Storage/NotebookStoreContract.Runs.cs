using System.Collections.Immutable;
using System.Text;
using Notebook.Protocol;
using Notebook.Tests.Sessions;
using Notebook.Web.Collaboration;
using Notebook.Web.Documents;
using Notebook.Web.Storage;

namespace Notebook.Tests.Storage;

/// <summary>What runs leave behind: outputs, their journals, and the texts of streams.</summary>
public abstract partial class NotebookStoreContract
{
    private static readonly CellRun Run = new() { State = CellRunState.Running, By = "Ada", StartedAt = SessionTable.Noon, TextVersion = 3 };

    [Fact]
    public async Task OutputsChanged_RunAndOutputs_AreKeptAndTheTextStays()
    {
        var document = SessionTable.NotebookOf("1+1");
        await KeepAsync(new NotebookCreated(document));
        var run = document.Cells[0] with { LastRun = Run with { State = CellRunState.Failed, Elapsed = TimeSpan.FromSeconds(2), Detail = "Why." }, ExecutionCount = 7, Outputs = Rich().Cells[0].Outputs };

        await KeepAsync(new OutputsChanged(document.Id, run with { Text = TextDocument.Of("not kept") }));

        await ReopenAsync();
        AssertSame(document.With(run), await LoadAsync(document.Id));
    }

    [Fact]
    public async Task AppendAsync_RunThatEnded_ComesBackAsItWas()
    {
        var document = SessionTable.NotebookOf("1+1");
        await KeepAsync(new NotebookCreated(document));
        ImmutableArray<RunProgress> steps =
        [
            new RunBegan(A, Run),
            new OutputAdded(A, new StreamOutput { OutputId = "o1", Stream = StreamName.Error, Text = StreamBuffer.Empty }),
            new StreamGrew(A, "o1", "text \"quoted\" \\ 😀\n"),
            new OutputAdded(A, new DisplayOutput { OutputId = "o2", DisplayId = "d", Data = MimeBundle.Of(MimeTypes.Json, "{}", "before") }),
            new DisplayReplaced(A, "o2", MimeBundle.Text("after")),
            new OutputAdded(A, new ErrorCellOutput { OutputId = "o3", Error = new ErrorReport { Name = "E", Message = "m" } }),
            new RunEnded(A, Run with { State = CellRunState.Failed, Elapsed = TimeSpan.FromMilliseconds(5) }, 1),
        ];
        foreach (var step in steps)
            await Store.AppendAsync(document.Id, [step], Token);

        await ReopenAsync();

        AssertSame(document.With(steps.Aggregate(document.Cells[0], static (cell, step) => cell.After(step))), await LoadAsync(document.Id));
    }

    [Fact]
    public async Task AppendAsync_HalfACharacter_KeepsEveryLength()
    {
        // An editor sends the halves of a character one by one, and a kernel may cut anywhere; positions must stay the same.
        const string half = "a\ud83db";
        var document = SessionTable.NotebookOf("");
        document = document.With(document.Cells[0] with { Text = new TextDocument { Text = half, Version = 1, Recent = [new("tab", $"[[0,\"{half}\"]]")] } });
        await KeepAsync(new NotebookCreated(document));
        await Store.AppendAsync(document.Id, Printed("o1", half), Token);

        await ReopenAsync();
        var cell = (await LoadAsync(document.Id)).Cells[0];

        Assert.Equal(half.Length, cell.Source.Length);
        Assert.Equal(half.Length, cell.PlainOutput().Length);
        Assert.Equal((1, 1), (cell.Text.Version, cell.Text.Recent.Count));
    }

    [Fact]
    public async Task AppendAsync_RunWithoutEnd_IsKernelLostWithItsOutputs()
    {
        var document = SessionTable.NotebookOf("while (true) {}");
        await KeepAsync(new NotebookCreated(document));
        await Store.AppendAsync(document.Id, [new RunBegan(A, Run), .. Printed("o1", "shown")], Token);

        await ReopenAsync();
        await LoadAsync(document.Id);
        await ReopenAsync();

        var cell = (await LoadAsync(document.Id)).Cells[0];
        Assert.Equal(CellRunState.KernelLost, cell.LastRun!.State);
        Assert.Equal("The server stopped while this cell ran.", cell.LastRun.Detail);
        Assert.Equal("shown", cell.PlainOutput());
    }

    [Fact]
    public async Task AppendAsync_AfterOutputsWereHandedOver_IsNeitherLostNorDoubled()
    {
        var document = SessionTable.NotebookOf("go");
        await KeepAsync(new NotebookCreated(document));
        var cell = document.Cells[0];
        var commits = new List<Task>();
        for (var i = 0; i < 20; i++)
        {
            ImmutableArray<RunProgress> steps = i == 0 ? [new RunBegan(A, Run), .. Printed("o1", "0\n")] : [new StreamGrew(A, "o1", $"{i}\n")];
            await Store.AppendAsync(document.Id, steps, Token);
            cell = steps.Aggregate(cell, static (c, step) => c.After(step));
            if (i % 3 == 0)
                commits.Add(Store.CommitAsync([new OutputsChanged(document.Id, cell)], Token));
        }

        await Task.WhenAll(commits);
        await ReopenAsync();

        Assert.Equal(cell.PlainOutput(), (await LoadAsync(document.Id)).Cells[0].PlainOutput());
    }

    [Fact]
    public async Task OpenStreamTextAsync_TextThatGrows_IsWholeAtAnyTime()
    {
        var document = SessionTable.NotebookOf("flood");
        await KeepAsync(new NotebookCreated(document));
        await Store.AppendAsync(document.Id, [new RunBegan(A, Run), .. Printed("o1", "begin\n"), .. Printed("o2", "other\n")], Token);
        ImmutableArray<RunProgress> begun = [new RunBegan(A, Run), .. Printed("o1", "begin\n")];
        var cell = begun.Aggregate(document.Cells[0], static (c, step) => c.After(step));
        var all = new StringBuilder("begin\n");
        Assert.Equal("begin\n", await WholeAsync(document.Id, "o1"));

        for (var i = 0; i < 8; i++)
        {
            var text = string.Concat(Enumerable.Range(i * 3_000, 3_000).Select(static n => $"line number {n}\n"));
            all.Append(text);
            cell = cell.After(new StreamGrew(A, "o1", text));
            await Store.AppendAsync(document.Id, [new StreamGrew(A, "o1", text)], Token);
            if (i is 3 or 6)
                await KeepAsync(new OutputsChanged(document.Id, cell));
            Assert.Equal(all.ToString(), await WholeAsync(document.Id, "o1"));
        }

        await ReopenAsync();
        await LoadAsync(document.Id);
        Assert.Equal(all.ToString(), await WholeAsync(document.Id, "o1"));
        Assert.Null(await Store.OpenStreamTextAsync(document.Id, A, "unknown", Token));
        Assert.Null(await Store.OpenStreamTextAsync(document.Id, new CellId("unknown"), "o1", Token));
    }

    [Fact]
    public async Task NotebookCreated_LongStreamFromAFile_IsKeptWhole()
    {
        var text = string.Concat(Enumerable.Range(0, 400_000).Select(static n => $"{n}\n"));
        var document = SessionTable.NotebookOf("import");
        document = document.With(document.Cells[0] with { Outputs = [new StreamOutput { OutputId = "o1", Stream = StreamName.Output, Text = StreamBuffer.Of(text) }] });

        await KeepAsync(new NotebookCreated(document));

        await ReopenAsync();
        var stream = Assert.IsType<StreamOutput>((await LoadAsync(document.Id)).Cells[0].Outputs[0]);
        Assert.Equal(text.Length, stream.Text.Length);
        Assert.Equal(text, await WholeAsync(document.Id, "o1"));
    }

    [Fact]
    public async Task AppendAsync_PointsOfALiveChart_ComeBackInItsFigure()
    {
        var notebook = Rich();
        await KeepAsync(new NotebookCreated(notebook));
        ChartPoints Points(int x) => new() { Series = $"[{{\"x\":[{x}],\"y\":[{x}]}}]", Keeps = 2, Summary = $"up to {x}" };

        await Store.AppendAsync(notebook.Id,
        [
            new RunBegan(A, Run), new OutputsCleared(A),
            new OutputAdded(A, new DisplayOutput { OutputId = "c", Data = MimeBundle.Of(MimeTypes.Plotly, "{\"data\":[{\"x\":[0],\"y\":[0]}]}", "chart") }),
            new ChartExtended(A, "c", Points(1)), new ChartExtended(A, "c", Points(2)),
        ], Token);
        await ReopenAsync();

        var shown = Assert.IsType<DisplayOutput>(Assert.Single((await LoadAsync(notebook.Id)).Cells[0].Outputs));
        Assert.Equal("{\"data\":[{\"x\":[1,2],\"y\":[1,2]}]}", shown.Data[MimeTypes.Plotly]);
        Assert.Equal("up to 2", shown.Data.PlainText);
    }

    protected static ImmutableArray<RunProgress> Printed(string outputId, string text) =>
        [new OutputAdded(A, new StreamOutput { OutputId = outputId, Stream = StreamName.Output, Text = StreamBuffer.Empty }), new StreamGrew(A, outputId, text)];

    private async Task<string?> WholeAsync(NotebookId id, string outputId)
    {
        await using var stream = await Store.OpenStreamTextAsync(id, A, outputId, Token);
        if (stream is null)
            return null;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(Token);
    }
}
