using Notebook.Protocol.Language;
using static Notebook.Tests.Language.LanguageConversation;

namespace Notebook.Tests.Language;

/// <summary>What is said of <c>await (…)</c> before it runs is what running it says.</summary>
public sealed class AwaitDiagnosisTests
{
    [Theory]
    [InlineData("await (Task.Delay(1));")]
    [InlineData("var x = await (flag ? Task.FromResult(1) : Task.FromResult(2));")]
    [InlineData("(await (Task.FromResult(\"a\"))).Length")]
    [InlineData("await (Task.Delay(1)).ConfigureAwait(false);")]
    [InlineData("return await (Task.FromResult(1));")]
    [InlineData("$\"{await (Task.FromResult(1))}\"")]
    public async Task Diagnose_AwaitOfParentheses_IsNoError(string code)
    {
        await using var language = await OfAsync("var flag = true;", code);

        Assert.All((await language.DiagnoseAsync()).Cells, static cell => Assert.Empty(cell.Diagnostics));

        // Typed anew, and typed on.
        await language.EditAsync("b", "// again\n" + code);
        Assert.All((await language.DiagnoseAsync()).Cells, static cell => Assert.Empty(cell.Diagnostics));
    }

    [Fact]
    public async Task Diagnose_WhatIsAwaited_HasItsType()
    {
        await using var language = await OfAsync("var word = await (Task.FromResult(\"a\"));", "word.Length", "word.Missing");

        var cells = (await language.DiagnoseAsync()).Cells;

        Assert.Empty(cells[1].Diagnostics);
        Assert.Equal("CS1061", Assert.Single(cells[2].Diagnostics).Id);
    }

    [Fact]
    public async Task Diagnose_MethodOfThatNameAbove_IsCalled()
    {
        await using var language = await OfAsync("int await(int x) => x;", "await (1)");
        Assert.Empty((await language.DiagnoseAsync()).Cells[1].Diagnostics);

        await language.EditAsync("a", "int other(int x) => x;");

        Assert.Equal("CS1061", Assert.Single((await language.DiagnoseAsync()).Cells[1].Diagnostics).Id);
    }

    [Fact]
    public async Task Rename_WhereParenthesesAreAwaited_Works()
    {
        await using var language = await OfAsync("var total = Task.FromResult(1);", "await (total);\nawait (total).ConfigureAwait(false)");

        var proposed = await language.At("a", "var tot|al = Task.FromResult(1);", (text, position) =>
            language.AskAsync<EditsProposed>(new RenameSymbol { RequestId = language.NextId(), NotebookId = NotebookId, CellId = "a", Text = text, Position = position, NewName = "sum" }));

        Assert.Null(proposed.Problem);
        Assert.Equal("await (sum);\nawait (sum).ConfigureAwait(false)", language.After(proposed.Cells[1]));
    }

    [Fact]
    public async Task Complete_InAndBehindTheParentheses_Works()
    {
        await using var language = await OfAsync("");

        Assert.Contains((await language.CompleteAsync("a", "await (Task.|", '.')).Items, static item => item.Label == "Delay");
        Assert.Contains((await language.CompleteAsync("a", "(await (Task.FromResult(\"a\"))).|", '.')).Items, static item => item.Label == "Length");
    }
}
