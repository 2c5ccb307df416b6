using Notebook.Protocol;
using Notebook.Tests.Kernel;

namespace Notebook.Tests.Interactive.Compatibility;

/// <summary><c>Kernel.Root</c>, <c>SubmitCode</c> and directives of the notebook's own.</summary>
public sealed class KernelTreeTests : KernelTest
{
    private const string Usings = "using Microsoft.DotNet.Interactive;\nusing Microsoft.DotNet.Interactive.Commands;\nusing Microsoft.DotNet.Interactive.CSharp;\nusing Microsoft.DotNet.Interactive.Directives;\nusing Microsoft.DotNet.Interactive.Events;\n";

    [Fact]
    public async Task SubmitCode_InCSharp_SeesTheCellsVariablesAndLeavesItsOwn()
    {
        var ran = await Kernel.RunAsync(Usings + "var mine = 41;\nvar sent = await Kernel.Root.SubmitCodeAsync(\"var nested = mine + 1; nested\");\nConsole.Write(string.Join(',', sent.Events.Select(e => e.GetType().Name)));");
        var after = await Kernel.RunAsync("nested + 1");

        Assert.Null(ran.Error);
        Assert.Equal("ReturnValueProduced,CommandSucceeded", ran.Printed);
        Assert.Contains(ran.Outputs.OfType<DisplayValue>(), static value => value.Data.PlainText == "42");
        Assert.Equal("43", after.Result);
    }

    [Fact]
    public async Task SubmitCode_ThatDoesNotCompile_ShowsTheErrorAndSaysSo()
    {
        var ran = await Kernel.RunAsync(Usings + "var sent = await Kernel.Root.SendAsync(new SubmitCode(\"nope\"));\nConsole.Write(((CommandFailed)sent.Events[^1]).Message);");

        Assert.Equal("CS0103", ran.Outputs.OfType<ErrorOutput>().Single().Error.Name);
        Assert.Contains("'nope'", ran.Printed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mermaid", "graph LR; a-->b", MimeTypes.Mermaid)]
    [InlineData("html", "<b>x</b>", MimeTypes.Html)]
    [InlineData("js", "console.log(1)", MimeTypes.JavaScript)]
    public async Task SubmitCode_ToALanguageThatIsShown_ShowsIt(string kernel, string text, string mimeType)
    {
        var ran = await Kernel.RunAsync(Usings + $"await Kernel.Root.FindKernelByName(\"{kernel}\").SendAsync(new SubmitCode(\"{text}\"));");

        Assert.Equal(text, ran.Outputs.OfType<DisplayValue>().First().Data[mimeType]);
    }

    [Fact]
    public async Task CommandOfTheNotebook_ForALanguageThatTakesNone_SaysSoAndTheCellGoesOn()
    {
        var ran = await RunAllAsync(
            Usings + "public class Points : KernelCommand { public int[] Data { get; set; } public Points(string target) : base(target) { } }",
            "Kernel.Root.FindKernelByName(\"javascript\").RegisterCommandType<Points>();\nvar sent = await Kernel.Root.SendAsync(new Points(\"javascript\") { Data = new[] { 1 } });\nConsole.Write(sent.Events[^1].GetType().Name);");

        Assert.Null(ran.Error);
        Assert.Equal("CommandFailed", ran.Printed);
        Assert.Equal("Points reached nobody: javascript takes no commands here.\n", ran.PrintedToError);
    }

    [Fact]
    public async Task SubmitCode_ThatSubmitsItself_Ends()
    {
        var ran = await Kernel.RunAsync(Usings + "async Task Again() => await Kernel.Root.SubmitCodeAsync(\"await Again();\");\nawait Again();");

        Assert.Equal(SubmissionOutcome.Failed, ran.Outcome);
        Assert.Contains("submit itself", ran.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Directive_OfTheNotebook_TakesItsParameters()
    {
        await RunAllAsync(
            Usings + "var greet = new KernelActionDirective(\"#!greet\") { Description = \"Greets.\", Parameters = { new(\"--first-name\") { Required = true, AllowImplicitName = true }, new(\"--times\") } };",
            "public class Greet : KernelCommand { public string FirstName { get; set; } public int Times { get; set; } = 1; }",
            "Kernel.Root.AddDirective<Greet>(greet, (command, context) => { context.Display($\"{command.FirstName} x {command.Times}\"); return Task.CompletedTask; });");

        var named = await Kernel.RunAsync("#!greet --first-name Ada --times 3");
        var unnamed = await Kernel.RunAsync("#!greet Bob");
        var missing = await Kernel.RunAsync("#!greet");
        var listed = await Kernel.RunAsync("#!lsmagic");

        Assert.Equal("Ada x 3", named.Outputs.OfType<DisplayValue>().Single().Data.PlainText);
        Assert.Equal("Bob x 1", unnamed.Outputs.OfType<DisplayValue>().Single().Data.PlainText);
        Assert.Equal("(1,1): error DNI104: Missing required parameter '--first-name'", missing.Error!.Diagnostics.Single().ToString());
        Assert.Contains("Greets.", listed.Outputs.OfType<DisplayValue>().Single().Data.PlainText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CSharpKernel_GivesVariablesByNameAndType()
    {
        var ran = await RunAllAsync("var count = 5;", Usings + "var kernel = (CSharpKernel)Kernel.Current;\nConsole.Write(kernel.TryGetValue(\"count\", out int n) + \" \" + n + \" \" + kernel.TryGetValue(\"count\", out string s));");

        Assert.Equal("True 5 False", ran.Printed);
    }

    [Fact]
    public async Task Context_CancellationTokenAndStreams_AreThere()
    {
        var ran = await Kernel.RunAsync(Usings + "KernelInvocationContext.Current.DisplayStandardOut(\"out\");\nKernelInvocationContext.Current.CancellationToken.CanBeCanceled");

        Assert.Equal("out", ran.Printed);
        Assert.Equal("True", ran.Result);
    }
}
