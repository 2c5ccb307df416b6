using System.Text;
using System.Text.Json;
using Notebook.Protocol;
using Notebook.Web.Collaboration;
using Notebook.Web.Documents;
using Notebook.Web.Formats;

namespace Notebook.Tests.Formats;

public sealed class NotebookWriterTests
{
    private static Cell Code(string source, string language = "csharp", params CellOutput[] outputs) =>
        new() { Id = CellId.New(), Kind = CellKind.Code, Language = language, Text = TextDocument.Of(source), Outputs = [.. outputs] };

    private static Cell Markdown(string source) => new() { Id = CellId.New(), Kind = CellKind.Markdown, Language = "markdown", Text = TextDocument.Of(source) };

    private static NotebookDocument Notebook(params Cell[] cells) =>
        new() { Id = NotebookId.New(), Title = "Lesson", Cells = [.. cells], CreatedAt = DateTimeOffset.UnixEpoch, ModifiedAt = DateTimeOffset.UnixEpoch };

    private static string Written(NotebookDocument document, NotebookFormat format = NotebookFormat.Ipynb) => Encoding.UTF8.GetString(NotebookWriter.Write(document, format).Content.Span);

    private static NotebookDocument ThroughIpynb(NotebookDocument document) => Reading.Document("a.ipynb", NotebookWriter.Write(document, NotebookFormat.Ipynb).Content);

    [Fact]
    public void Write_NewNotebook_IsWhatJupyterWrites()
    {
        var document = Notebook(
            Code("var x = 1;\nx", outputs: new DisplayOutput { OutputId = "o", Data = MimeBundle.Text("1"), IsResult = true }) with { Id = new CellId("one"), ExecutionCount = 3 },
            Markdown("# Żółw") with { Id = new CellId("two") });

        Assert.Equal(
            """
            {
             "cells": [
              {
               "cell_type": "code",
               "execution_count": 3,
               "id": "one",
               "metadata": {
                "dotnet_interactive": {
                 "language": "csharp"
                },
                "polyglot_notebook": {
                 "kernelName": "csharp"
                }
               },
               "outputs": [
                {
                 "data": {
                  "text/plain": [
                   "1"
                  ]
                 },
                 "execution_count": 3,
                 "metadata": {},
                 "output_type": "execute_result"
                }
               ],
               "source": [
                "var x = 1;\n",
                "x"
               ]
              },
              {
               "cell_type": "markdown",
               "id": "two",
               "metadata": {},
               "source": [
                "# Żółw"
               ]
              }
             ],
             "metadata": {
              "kernelspec": {
               "display_name": ".NET (C#)",
               "language": "C#",
               "name": ".net-csharp"
              },
              "language_info": {
               "file_extension": ".cs",
               "mimetype": "text/x-csharp",
               "name": "C#",
               "pygments_lexer": "csharp",
               "version": "14.0"
              },
              "polyglot_notebook": {
               "kernelInfo": {
                "defaultKernelName": "csharp",
                "items": [
                 {
                  "aliases": [],
                  "name": "csharp"
                 }
                ]
               }
              }
             },
             "nbformat": 4,
             "nbformat_minor": 5
            }

            """,
            Written(document));
    }

    [Fact]
    public void Write_EveryKindOfOutput_ReadsTheSame()
    {
        var error = new ErrorReport { Name = "System.InvalidOperationException", Message = "two\nlines", Frames = [new ErrorFrame { Method = "F(int n)", SourceName = "one", Line = 4 }, new ErrorFrame { Method = "", SourceName = "one", Line = 1 }, new ErrorFrame { Method = "System.Linq.Enumerable.First()" }] };
        var diagnostic = new SourceDiagnostic { Id = "CS0200", Message = "It is read only", SourceName = "one", StartLine = 27, StartColumn = 9, EndLine = 27, EndColumn = 9 };
        var document = Notebook(Code(
            "x",
            outputs:
            [
                new StreamOutput { OutputId = "1", Stream = StreamName.Output, Text = StreamBuffer.Of("a\r\nb\rc") },
                new StreamOutput { OutputId = "2", Stream = StreamName.Error, Text = StreamBuffer.Of("\u001b[31mred") },
                new DisplayOutput { OutputId = "3", DisplayId = "d1", Data = MimeBundle.Of(MimeTypes.Plotly, """{"data":[{"x":[1,2.5]}],"layout":{}}""", "chart").With(MimeTypes.Png, "AAAA") },
                new DisplayOutput { OutputId = "4", Data = MimeBundle.Of(MimeTypes.Html, "<b>\n</b>", "b"), IsResult = true, MetadataJson = """{"a":1}""" },
                new ErrorCellOutput { OutputId = "5", Error = error },
                new ErrorCellOutput { OutputId = "6", Error = new ErrorReport { Name = "CS0200", Message = "It is read only", Diagnostics = [diagnostic] } },
            ]) with { Id = new CellId("one") });

        var outputs = ThroughIpynb(document).Cells[0].Outputs;

        Assert.Equal(document.Cells[0].Outputs.Select(DocumentText.Of), outputs.Select(DocumentText.Of));
        Assert.Equal(error.Frames, Assert.IsType<ErrorCellOutput>(outputs[4]).Error.Frames);
        Assert.Equal(diagnostic, Assert.Single(Assert.IsType<ErrorCellOutput>(outputs[5]).Error.Diagnostics));
    }

    [Fact]
    public void Write_ErrorOfACell_NamesItByNumber() =>
        Assert.Contains(
            "\"   at F() in cell 2, line 4\"",
            Written(Notebook(
                Markdown("text"),
                Code("x", outputs: new ErrorCellOutput { OutputId = "1", Error = new ErrorReport { Name = "E", Message = "m", Frames = [new ErrorFrame { Method = "F()", SourceName = "one", Line = 4 }] } }) with { Id = new CellId("one") })),
            StringComparison.Ordinal);

    [Fact]
    public void Write_OtherLanguages_ReadTheSame() =>
        Assert.Equal(["csharp", "fsharp", "sql-sales"], ThroughIpynb(Notebook(Code("1"), Code("2", "fsharp"), Code("3", "sql-sales"))).Cells.Select(static cell => cell.Language));

    [Fact]
    public void Write_LanguageChangedAfterImport_IsInTheMetadataBesideTheRest()
    {
        var imported = Reading.Document("a.ipynb", """{"cells": [{"cell_type": "code", "metadata": {"tags": ["x"], "dotnet_interactive": {"language": "csharp", "more": 1}}, "source": "1"}]}""");
        var changed = imported with { Cells = [imported.Cells[0] with { Language = "fsharp" }] };

        Assert.Equal(
            """{"tags":["x"],"dotnet_interactive":{"more":1,"language":"fsharp"},"polyglot_notebook":{"kernelName":"fsharp"}}""",
            ThroughIpynb(changed).Cells[0].MetadataJson);
    }

    [Fact]
    public void Write_CSharpCellAddedToAPythonNotebook_LeavesTheOthersPython()
    {
        var imported = Reading.Document("a.ipynb", """{"metadata": {"kernelspec": {"language": "python"}}, "cells": [{"source": "print(1)", "metadata": {}}]}""");

        Assert.Equal(["python", "csharp"], ThroughIpynb(imported with { Cells = imported.Cells.Add(Code("1")) }).Cells.Select(static cell => cell.Language));
    }

    [Fact]
    public void Write_RenamedNotebookWithATitle_HasTheNewTitle()
    {
        var imported = Reading.Document("a.ipynb", """{"metadata": {"title": "Old"}, "cells": []}""");

        Assert.Equal("New", ThroughIpynb(imported with { Title = "New" }).Title);
    }

    [Fact]
    public void Write_DibMetadata_MovesToItsPlaceInIpynb()
    {
        var document = Reading.Document("a.dib", "#!meta\n\n{\"kernelInfo\":{\"defaultKernelName\":\"csharp\",\"items\":[{\"name\":\"sql-sales\"}]},\"author\":\"Ann\"}\n\n#!sql-sales\n\nselect 1\n");

        var metadata = JsonDocument.Parse(Written(document)).RootElement.GetProperty("metadata");

        Assert.Equal("Ann", metadata.GetProperty("author").GetString());
        Assert.Equal("C#", metadata.GetProperty("kernelspec").GetProperty("language").GetString());
        Assert.Equal("sql-sales", metadata.GetProperty("polyglot_notebook").GetProperty("kernelInfo").GetProperty("items")[0].GetProperty("name").GetString());
        Assert.False(metadata.TryGetProperty("kernelInfo", out _));
    }

    [Fact]
    public void Write_IpynbAsDib_MovesItsMetadataBack()
    {
        var document = Reading.Document("a.ipynb", """
            {"metadata": {"kernelspec": {"language": "C#"}, "author": "Ann", "polyglot_notebook": {"kernelInfo": {"defaultKernelName": "csharp", "items": [{"name": "csharp"}]}}},
             "cells": [{"cell_type": "code", "source": "1", "metadata": {}}, {"cell_type": "code", "source": "select 1", "metadata": {"polyglot_notebook": {"kernelName": "sql-sales"}}}]}
            """);

        Assert.Equal(
            "#!meta\n\n{\"kernelInfo\":{\"defaultKernelName\":\"csharp\",\"items\":[{\"name\":\"csharp\"},{\"aliases\":[],\"name\":\"sql-sales\"}]},\"author\":\"Ann\"}\n\n#!csharp\n\n1\n\n#!sql-sales\n\nselect 1\n",
            Written(document, NotebookFormat.Dib));
    }

    [Fact]
    public void Write_DibThatCantHoldEverything_SaysWhat()
    {
        var file = NotebookWriter.Write(
            Notebook(
                Code("1", outputs: new StreamOutput { OutputId = "1", Stream = StreamName.Output, Text = StreamBuffer.Of("x") }),
                Markdown("```\n#!csharp\n```"),
                Code("1\n#!fsharp\n2"),
                Code("  ")),
            NotebookFormat.Dib);

        Assert.Equal(
            [
                "Cell 2 has the line #!csharp, which would begin a new cell in a .dib file; it got a space in front.",
                "Cell 3 has the line #!fsharp; in a .dib file a new cell begins there.",
                "A .dib file holds no outputs; 1 cell had some.",
                "A .dib file holds no empty cells; 1 cell had no text.",
            ],
            file.Losses);
        Assert.Equal("#!csharp\n\n1\n\n#!markdown\n\n```\n #!csharp\n```\n\n#!csharp\n\n1\n#!fsharp\n2\n", Encoding.UTF8.GetString(file.Content.Span));
    }

    [Fact]
    public void Write_StreamWithAnOmittedMiddle_SaysSo()
    {
        var text = StreamBuffer.Empty;
        for (var i = 0; i < 10_000; i++)
            text = text.Append($"line {i}\n");

        var file = NotebookWriter.Write(Notebook(Code("x", outputs: new StreamOutput { OutputId = "1", Stream = StreamName.Output, Text = text })), NotebookFormat.Ipynb);

        Assert.StartsWith("Cell 1 printed more than a notebook keeps", Assert.Single(file.Losses), StringComparison.Ordinal);
        var written = Encoding.UTF8.GetString(file.Content.Span);
        Assert.Contains("\"line 0\\n\"", written, StringComparison.Ordinal);
        Assert.Contains("characters are left out here]", written, StringComparison.Ordinal);
        Assert.Contains("\"line 9999\\n\"", written, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_HalfASurrogatePairAndBrokenJson_IsStillAFile()
    {
        var document = Notebook(Code("x", outputs: new DisplayOutput { OutputId = "1", Data = MimeBundle.Of(MimeTypes.Json, "{oops", "a\ud83d").With(MimeTypes.Plotly, """{"data":["\ud83d"]}""") }));

        var data = Assert.IsType<DisplayOutput>(ThroughIpynb(document).Cells[0].Outputs[0]).Data;

        Assert.Equal("a\uFFFD", data.PlainText);
        Assert.Equal("[\"{oops\"]", data[MimeTypes.Json]);
        Assert.Equal("{\"data\":[\"\uFFFD\"]}", data[MimeTypes.Plotly]);
    }

    [Fact]
    public void Write_Warnings_AreAFormThatOthersLeaveAndTextThatTheyShow()
    {
        var warnings = new CompilerWarnings
        {
            Warnings = [new SourceDiagnostic { Id = "CS0162", Message = "Unreachable <code>", SourceName = "", StartLine = 2, StartColumn = 1, EndLine = 2, EndColumn = 8, IsWarning = true }],
        };
        var document = Notebook(Code("return 1;\n2", outputs: new DisplayOutput { OutputId = "o", Data = warnings.ToBundle() }));

        var output = JsonDocument.Parse(Written(document)).RootElement.GetProperty("cells")[0].GetProperty("outputs")[0];
        Assert.Equal("display_data", output.GetProperty("output_type").GetString());
        Assert.Equal("(2,1): warning CS0162: Unreachable <code>", output.GetProperty("data").GetProperty("text/plain")[0].GetString());
        Assert.Equal(JsonValueKind.Object, output.GetProperty("data").GetProperty(MimeTypes.Warnings).ValueKind);
        Assert.Equal(warnings.Warnings, CompilerWarnings.Of(Assert.IsType<DisplayOutput>(ThroughIpynb(document).Cells[0].Outputs.Single()).Data)!.Warnings);
        Assert.Contains("<details class=\"warnings\"><summary>1 warning</summary><ul><li><span>line 2</span><span class=\"muted\">Unreachable &lt;code&gt; <span class=\"quiet\">CS0162</span></span></li></ul></details>", Written(document, NotebookFormat.Html), StringComparison.Ordinal);
        Assert.Contains("(2,1): warning CS0162", Written(document, NotebookFormat.Markdown), StringComparison.Ordinal);
    }
}
