using Notebook.Protocol;
using Notebook.Tests.Sessions;
using Notebook.Web.Components.Notebooks;
using Notebook.Web.Documents;

namespace Notebook.Tests.Components;

public sealed class ErrorLinesTests
{
    private static readonly Cell Failed = SessionTable.NotebookOf("x").Cells[0] with { LastRun = ComponentTable.Ran(CellRunState.Failed) };

    [Fact]
    public void Of_CompileError_MarksWhatTheCompilerNamed() => Assert.Equal(
        """[{"line":2,"from":27,"to":33}]""",
        ErrorLines.Of(WithError(new ErrorReport
        {
            Name = "CS1061",
            Message = "m",
            Diagnostics =
            [
                new SourceDiagnostic { Id = "CS1061", Message = "m", SourceName = "a", StartLine = 2, StartColumn = 27, EndLine = 2, EndColumn = 33 },
                new SourceDiagnostic { Id = "CS1061", Message = "m", SourceName = "other", StartLine = 1, StartColumn = 1, EndLine = 1, EndColumn = 2 },
            ],
        })));

    [Fact]
    public void Of_Exception_MarksTheInnermostLineOfTheCell() => Assert.Equal(
        """[{"line":4,"from":null,"to":null}]""",
        ErrorLines.Of(WithError(new ErrorReport
        {
            Name = "E",
            Message = "m",
            Frames = [new ErrorFrame { Method = "x" }, new ErrorFrame { Method = "", SourceName = "a", Line = 4 }, new ErrorFrame { Method = "", SourceName = "a", Line = 9 }],
        })));

    [Fact]
    public void Of_TextEditedSince_MarksNothing()
    {
        var cell = WithError(new ErrorReport { Name = "E", Message = "m", Frames = [new ErrorFrame { Method = "", SourceName = "a", Line = 1 }] });

        Assert.Null(ErrorLines.Of(cell with { Text = cell.Text with { Version = 1 } }));
    }

    private static Cell WithError(ErrorReport error) => Failed with { Outputs = [new ErrorCellOutput { OutputId = "e", Error = error }] };
}
