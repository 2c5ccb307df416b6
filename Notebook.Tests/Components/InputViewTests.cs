using Bunit;
using Notebook.Protocol;
using Notebook.Tests.Sessions;
using Notebook.Web.Documents;
using Notebook.Web.Sharing;

namespace Notebook.Tests.Components;

public sealed class InputViewTests
{
    private static readonly CellId A = SessionTable.Id(0);

    [Theory]
    [InlineData("text", "input[type=text]")]
    [InlineData("lines", "textarea")]
    [InlineData("number", "input[type=number]")]
    [InlineData("slider", "input[type=range][min='0'][max='1']")]
    [InlineData("select", "select")]
    [InlineData("date", "input[type=date]")]
    [InlineData("password", "input[type=password]")]
    [InlineData("file", "button[data-choose-file]")]
    public void Render_EveryKind_HasALabelledControl(string kind, string control)
    {
        using var table = new ComponentTable("1");
        Show(table, kind, "");

        var cell = table.RenderCell();

        Assert.Equal("K", cell.Find("notebook-input label").TextContent);
        Assert.Equal(cell.Find("notebook-input label").GetAttribute("for"), cell.Find($"notebook-input {control}").Id);
    }

    [Fact]
    public void Refresh_ValueChangedElsewhere_ChangesTheAttributeAndLeavesTheControlToTheBrowser()
    {
        using var table = new ComponentTable("1");
        Show(table, "slider", "0.5");
        var cell = table.RenderCell();

        Show(table, "slider", "0.8");
        cell.InvokeAsync(() => table.View.Refresh([A]));

        Assert.Equal("0.8", cell.Find("notebook-input").GetAttribute("data-value"));
        Assert.Equal("0.5", cell.Find("input[type=range]").GetAttribute("value"));
    }

    [Fact]
    public void Render_ForAViewer_ShowsTheValueAndCannotBeChanged()
    {
        using var table = new ComponentTable(SessionTable.NotebookOf("1"), NotebookRole.Viewer);
        Show(table, "slider", "0.5");

        var cell = table.RenderCell();

        Assert.True(cell.Find("input[type=range]").HasAttribute("disabled"));
        Assert.Equal("0.5", cell.Find("output").TextContent);
        Assert.Empty(cell.FindAll("[data-reset]"));
    }

    [Fact]
    public void Render_WhatIsNoInput_IsItsText()
    {
        using var table = new ComponentTable("1");
        table.Change(A, static cell => cell.Changed() with { Outputs = [ComponentTable.Display(MimeBundle.Of(MimeTypes.Input, "{}", "K: 1"))] });

        Assert.Equal("K: 1", table.RenderCell().Find("pre.value").TextContent);
    }

    [Fact]
    public void Render_StaleCell_SaysSoAndWhy()
    {
        using var table = new ComponentTable("1");
        table.Change(A, static cell => cell.Changed() with { LastRun = ComponentTable.Ran(CellRunState.Succeeded) with { ChangedInput = "Threshold" } });

        var cell = table.RenderCell();

        Assert.Equal("Cell 1, code, stale", cell.Find("section").GetAttribute("aria-label"));
        Assert.Contains("“Threshold” changed after this ran", cell.Find(".cell-margin").TextContent, StringComparison.Ordinal);
    }

    private static void Show(ComponentTable table, string kind, string value) => table.Change(A, cell => cell.Changed() with
    {
        Outputs = [ComponentTable.Display(new CellInput { Id = "a/k", Kind = kind, Label = "K", Value = value, Default = "", Min = "0", Max = "1", Options = ["a", "b"] }.ToBundle())],
    });
}
