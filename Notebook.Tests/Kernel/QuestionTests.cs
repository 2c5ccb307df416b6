using System.Diagnostics;
using Notebook.Protocol;

namespace Notebook.Tests.Kernel;

/// <summary>What cells may ask: the console, <c>Input</c>, and what .NET Interactive's notebooks call.</summary>
public sealed class QuestionTests : KernelTest
{
    [Fact]
    public async Task ReadLine_Answered_GoesOnWithTheLine()
    {
        var id = await Kernel.SubmitAsync("""Console.Write("Your name: "); var name = Console.ReadLine(); $"Hello {name}" """);

        var asked = await Kernel.AskedAsync(id);

        Assert.Equal(("", InputKind.Text, true), (asked.Question.Prompt, asked.Question.Kind, asked.Question.IsConsole));
        Assert.Equal("Your name: ", Assert.IsType<StreamText>(Assert.IsType<OutputProduced>(Kernel.Events[^2]).Output).Text);
        await Kernel.AnswerAsync(asked, "Ada");
        Assert.Equal("Hello Ada", (await Kernel.EndOfAsync(id)).Result);
    }

    [Theory]
    [InlineData("""await Kernel.GetInputAsync("Your name")""", InputKind.Text, "Your name")]
    [InlineData("""await Kernel.GetInputAsync("How many", "number")""", InputKind.Number, "How many")]
    [InlineData("""await Kernel.GetInputAsync("When", "date")""", InputKind.Date, "When")]
    [InlineData("""await Kernel.GetInputAsync("When", "datetime-local")""", InputKind.DateTime, "When")]
    [InlineData("""await GetInputAsync("Unqualified")""", InputKind.Text, "Unqualified")]
    [InlineData("""await Microsoft.DotNet.Interactive.Kernel.GetInputAsync("Full")""", InputKind.Text, "Full")]
    [InlineData("""await InteractiveKernel.GetInputAsync("Alias")""", InputKind.Text, "Alias")]
    [InlineData("""(await InteractiveKernel.GetPasswordAsync("Key")).GetClearTextPassword()""", InputKind.Password, "Key")]
    [InlineData("""await Input.AskAsync("Ours")""", InputKind.Text, "Ours")]
    [InlineData("""(await Input.AskPasswordAsync("Ours")).GetClearTextPassword()""", InputKind.Password, "Ours")]
    [InlineData("""await Input.AskAsync("Which", "b", new[] { "a", "the answer" })""", InputKind.Choice, "Which")]
    [InlineData("Console.In.ReadToEnd()", InputKind.Lines, "")]
    [InlineData("await Console.In.ReadLineAsync()", InputKind.Text, "")]
    [InlineData("await Task.Run(() => Console.ReadLine())", InputKind.Text, "")]
    public async Task Question_OfEveryForm_AsksAndReturnsTheAnswer(string expression, InputKind kind, string prompt)
    {
        var id = await Kernel.SubmitAsync("using Microsoft.DotNet.Interactive;\nusing InteractiveKernel = Microsoft.DotNet.Interactive.Kernel;\n" + expression);

        var asked = await Kernel.AskedAsync(id);
        await Kernel.AnswerAsync(asked, "the answer");

        Assert.Equal((kind, prompt), (asked.Question.Kind, asked.Question.Prompt));
        Assert.Equal("the answer", (await Kernel.EndOfAsync(id)).Result);
    }

    [Theory]
    [InlineData("#!set --name v --value @input\nv", InputKind.Text, "v", "s3cret")]
    [InlineData("#!set --name v --value @input:Name\nv", InputKind.Text, "Name", "s3cret")]
    [InlineData("#!set --name v --value @input:\"Your name?\"\nv", InputKind.Text, "Your name?", "s3cret")]
    [InlineData("#!set --name v --value @input:{\"prompt\": \"Your name?\", \"type\": \"date\"}\nv.GetType().Name", InputKind.Date, "Your name?", "String")]
    [InlineData("#!set --name v --value @password\nv", InputKind.Password, "v", "************")]
    [InlineData("#!set --name v --value @password:\"API key\"\nv.GetClearTextPassword()", InputKind.Password, "API key", "s3cret")]
    public async Task Set_FromInput_AsksForTheVariable(string code, InputKind kind, string prompt, string expected)
    {
        var id = await Kernel.SubmitAsync(code);

        var asked = await Kernel.AskedAsync(id);
        await Kernel.AnswerAsync(asked, "s3cret");

        Assert.Equal((kind, prompt), (asked.Question.Kind, asked.Question.Prompt));
        var result = await Kernel.EndOfAsync(id);
        Assert.Null(result.Error);
        Assert.Equal(expected, result.Result);
    }

    [Theory]
    [InlineData("input", "v")]
    [InlineData("password", "v.GetClearTextPassword()")]
    public async Task Set_WithSaveAs_AsksOnceAsLongAsTheKernelLives(string kind, string shown)
    {
        var set = $"#!set --name v --value @{kind}:{{\"prompt\": \"Key?\", \"saveAs\": \"{nameof(Set_WithSaveAs_AsksOnceAsLongAsTheKernelLives)} {kind}\"}}\n{shown}";
        var id = await Kernel.SubmitAsync(set);
        await Kernel.AnswerAsync(await Kernel.AskedAsync(id), "s3cret");
        Assert.Equal("s3cret", (await Kernel.EndOfAsync(id)).Result);

        // Nobody answers this time.
        Assert.Equal("s3cret", (await Kernel.RunAsync(set, "again")).Result);
    }

    [Fact]
    public async Task Password_ShownInAnyWay_IsMasked()
    {
        var id = await Kernel.SubmitAsync("var p = await GetPasswordAsync(\"Key\"); Console.WriteLine(p); display(p); display(new { p }); p");
        await Kernel.AnswerAsync(await Kernel.AskedAsync(id), "hunter2");

        var result = await Kernel.EndOfAsync(id);

        Assert.Equal("************\n", result.Printed);
        Assert.DoesNotContain(result.Outputs.OfType<DisplayValue>().SelectMany(static shown => shown.Data.Contents.Values), static form => form.Contains("hunter2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Read_CharacterByCharacter_AsksOncePerLine()
    {
        var id = await Kernel.SubmitAsync("var first = (char)Console.Read(); var rest = Console.ReadLine(); var next = Console.ReadLine(); $\"{first}|{rest}|{next}\"");
        await Kernel.AnswerAsync(await Kernel.AskedAsync(id), "one");
        await Kernel.AnswerAsync(await Kernel.AskedAsync(id, 2), "two");

        Assert.Equal("o|ne|two", (await Kernel.EndOfAsync(id)).Result);
    }

    [Fact]
    public async Task Questions_AskedTogether_AreAnsweredInAnyOrder()
    {
        var id = await Kernel.SubmitAsync("""string.Join("+", await Task.WhenAll(Input.AskAsync("a"), Input.AskAsync("b")))""");
        var first = await Kernel.AskedAsync(id);
        var second = await Kernel.AskedAsync(id, 2);

        await Kernel.AnswerAsync(second, "2");
        await Kernel.AnswerAsync(first, "1");

        Assert.Equal("1+2", (await Kernel.EndOfAsync(id)).Result);
    }

    [Theory]
    [InlineData("Console.ReadLine();")]
    [InlineData("await GetInputAsync(\"x\");")]
    [InlineData("GetInputAsync(\"x\").Wait();")]
    [InlineData("await Task.Run(() => Console.ReadLine());")]
    [InlineData("while (true) { try { Console.ReadLine(); } catch (Exception) { } }")]
    [InlineData("Console.In.ReadToEnd();")]
    public async Task Interrupt_WhileItWaits_EndsItAtOnce(string code)
    {
        await Kernel.RunAsync("var kept = 41;");
        var id = await Kernel.SubmitAsync("var early = 1; " + code);
        await Kernel.AskedAsync(id);

        var began = Stopwatch.GetTimestamp();
        await Kernel.InterruptAsync(id);
        var result = await Kernel.EndOfAsync(id);

        Assert.Equal(SubmissionOutcome.Interrupted, result.Outcome);
        Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(10));
        // The console is as good as new.
        var next = await Kernel.SubmitAsync("Console.ReadLine() + (kept + early)");
        await Kernel.AnswerAsync(await Kernel.AskedAsync(next), "is ");
        Assert.Equal("is 42", (await Kernel.EndOfAsync(next)).Result);
    }

    [Fact]
    public async Task Refusal_IsThrownAtTheQuestion()
    {
        var id = await Kernel.SubmitAsync("var one = 1;\nConsole.ReadLine();", "the-cell");
        var asked = await Kernel.AskedAsync(id);
        await Kernel.Kernel.SendAsync(new ProvideInput { SubmissionId = id, RequestId = asked.RequestId, Refusal = "Nobody is here." }, TestContext.Current.CancellationToken);

        var error = (await Kernel.EndOfAsync(id)).Error!;

        Assert.Equal("Nobody is here.", error.Message);
        Assert.Equal(("the-cell", 2), error.FirstLocation);
    }

    [Fact]
    public async Task Answer_ToNothing_HasNoEffect()
    {
        var id = await Kernel.SubmitAsync("Console.ReadLine()");
        var asked = await Kernel.AskedAsync(id);

        await Kernel.AnswerAsync(asked with { RequestId = 99 }, "no");
        await Kernel.AnswerAsync(asked with { SubmissionId = new(99) }, "no");
        await Kernel.AnswerAsync(asked, "yes");
        await Kernel.AnswerAsync(asked, "too late");

        Assert.Equal("yes", (await Kernel.EndOfAsync(id)).Result);
        Assert.Equal("2", (await Kernel.RunAsync("1 + 1")).Result);
    }

    [Fact]
    public async Task Ask_AfterTheCellHasEnded_SaysThatNobodyAnswers()
    {
        var result = await RunAllAsync(
            "var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously); async Task<string> Late() { await go.Task; try { return await Input.AskAsync(\"late\"); } catch (Exception e) { return e.Message; } } var late = Late();",
            "go.SetResult(); await late");

        Assert.Equal("This cell has ended, so its question has nobody who answers it. Ask while the cell runs.", result.Result);
    }

    [Fact]
    public async Task Ask_MoreThanMayWait_Fails()
    {
        var id = await Kernel.SubmitAsync($"await Task.WhenAll(Enumerable.Range(0, {InputQuestion.MaxWaiting + 1}).Select(n => Input.AskAsync($\"{{n}}\")).ToArray());");

        Assert.Equal($"A cell may have {InputQuestion.MaxWaiting} questions waiting at the same time.", (await Kernel.EndOfAsync(id)).Error!.Message);
    }

    [Fact]
    public async Task Ask_EndlessPrompt_IsCut()
    {
        var id = await Kernel.SubmitAsync("await Input.AskAsync(new string('x', 100_000))");
        var asked = await Kernel.AskedAsync(id);

        Assert.Equal(InputQuestion.MaxTextChars, asked.Question.Prompt.Length);
        await Kernel.AnswerAsync(asked, "done");
        Assert.Equal("done", (await Kernel.EndOfAsync(id)).Result);
    }
}
