using Notebook.Protocol;
using Notebook.Tests.Sessions;
using Notebook.Web.Collaboration;
using Notebook.Web.Documents;

namespace Notebook.Tests.Storage;

/// <summary>The notebook that the contract keeps, and when two are the same.</summary>
public abstract partial class NotebookStoreContract
{
    /// <summary>A notebook with everything that can be in one, small and large.</summary>
    protected static NotebookDocument Rich()
    {
        var large = string.Concat(Enumerable.Range(0, 3_000).Select(static n => $"{n};"));
        var code = new Cell
        {
            Id = A,
            Kind = CellKind.Code,
            Language = "csharp",
            Text = TextDocument.Of("var x = 1;\nx").Apply([new("tab", "[12,[0,\"!\"]]"), new("tab", "[[1],12]")])!,
            MetadataJson = """{"tags":["a"]}""",
            FileFieldsJson = $$"""{"attachments":"{{large}}"}""",
            LastRun = Run with { State = CellRunState.Interrupted, WorkLeftRunning = true },
            ExecutionCount = 4,
            Outputs =
            [
                new StreamOutput { OutputId = "s", Stream = StreamName.Output, Text = StreamBuffer.Of("printed\n"), FileFieldsJson = "{}" },
                new DisplayOutput { OutputId = "d", DisplayId = "x1", Data = MimeBundle.Of(MimeTypes.Plotly, large, "a chart").With(MimeTypes.Html, "<b>"), IsResult = true, MetadataJson = """{"k":1}""" },
                new ErrorCellOutput
                {
                    OutputId = "e",
                    Error = new ErrorReport
                    {
                        Name = "CS1002",
                        Message = "; expected",
                        Diagnostics = [new SourceDiagnostic { Id = "CS1002", Message = "; expected", SourceName = "a", StartLine = 1, StartColumn = 2, EndLine = 3, EndColumn = 4 }],
                        Frames = [new ErrorFrame { Method = "M()", SourceName = "a", Line = 2 }],
                    },
                    TracebackJson = $"[\"{large}\"]",
                },
            ],
        };
        var text = new Cell { Id = SessionTable.Id(1), Kind = CellKind.Markdown, Language = "markdown", Text = TextDocument.Of("# Größe 😀") };
        return new()
        {
            Id = NotebookId.New(),
            Title = "Everything",
            CreatedAt = SessionTable.Noon,
            ModifiedAt = SessionTable.Noon,
            MetadataJson = """{"kernelspec":{}}""",
            FileFieldsJson = """{"nbformat":4}""",
            Cells = [code, text],
        };
    }

    protected static void AssertSame(NotebookDocument expected, NotebookDocument actual)
    {
        Assert.Equal(expected with { Cells = [] }, actual with { Cells = [] });
        Assert.Equal(expected.Cells.Select(static cell => cell.Id), actual.Cells.Select(static cell => cell.Id));
        foreach (var (old, cell) in expected.Cells.Zip(actual.Cells))
        {
            // Whoever loads a notebook has no kernel of it: nothing that a cell left running goes on.
            Assert.Equal(old.AfterCrash() with { Text = cell.Text, Outputs = [], Version = 0 }, cell with { Outputs = [], Version = 0 });
            Assert.Equal((old.Text.Text, old.Text.Version), (cell.Text.Text, cell.Text.Version));
            Assert.Equal(old.Text.Recent, cell.Text.Recent);
            Assert.Equal(old.Outputs.Select(Describe), cell.Outputs.Select(Describe));
        }
    }

    private static string Describe(CellOutput output) => output switch
    {
        StreamOutput s => $"{s.OutputId} {s.FileFieldsJson} {s.Stream} {s.Text.Length} {s.Text.LineCount} {s.Text.HeadText}|{s.Text.TailText}",
        DisplayOutput d => $"{d.OutputId} {d.FileFieldsJson} {d.DisplayId} {d.IsResult} {d.MetadataJson} {string.Join("|", d.Data.Contents)}",
        ErrorCellOutput e => $"{e.OutputId} {e.FileFieldsJson} {e.TracebackJson} {e.Error.Name} {e.Error.Message} {string.Join("|", e.Error.Diagnostics)} {string.Join("|", e.Error.Frames)}",
        _ => throw new InvalidOperationException("An unknown output."),
    };
}
