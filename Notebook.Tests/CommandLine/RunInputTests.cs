using Notebook.Protocol;

namespace Notebook.Tests.CommandLine;

/// <summary><c>run --input</c>: answers to questions, and values of inputs.</summary>
public sealed class RunInputTests : IDisposable
{
    private readonly CommandLineFixture _line = new();

    public void Dispose() => _line.Dispose();

    [Fact]
    public async Task Run_QuestionsWithInputs_AnswersThemByTheirWordsAndPrintsNothingOfThem()
    {
        _line.Launcher.Script
            .On("a", static async run => run.Print($"Hello {await run.AskAsync("Your name: ")}; "))
            .On("b", static async run =>
            {
                run.Print("Guess? ");
                run.Print(await run.AskAsync(new InputQuestion { IsConsole = true }) + await run.AskAsync(new InputQuestion { IsConsole = true }));
            })
            .On("c", static async run => run.Print($"; again {await run.AskAsync("YOUR NAME")}"));

        Assert.Equal(0, await _line.RunAsync("run", _line.Notebook("a", "b", "c"), "--input", "Your name=Ada=1", "--input", "Guess=1", "--input", "guess=2"));

        Assert.Equal("Hello Ada=1; Guess? 12; again Ada=1", _line.Output.ToString());
        Assert.Empty(_line.ErrorLines());
    }

    [Fact]
    public async Task Run_QuestionWithoutInput_FailsTheCellAndNamesTheOption()
    {
        _line.Launcher.Script.On("a", static async run => run.Print(await run.AskAsync("API key", InputKind.Password))).On("b", static run => run.Print("went on"));

        Assert.Equal(1, await _line.RunAsync("run", _line.Notebook("a", "b"), "--input", "other=1"));

        Assert.Equal("went on", _line.Output.ToString());
        Assert.EndsWith("Nobody is here to answer “API key”. Give the answer with --input \"API key=…\".", Assert.Single(Sentences()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Inputs_AreGivenToEveryCellByLabel()
    {
        Assert.Equal(0, await _line.RunAsync("run", _line.Notebook("a"), "--input", "Threshold, m:=0.7", "--input", "Stations=x", "--input", "Stations=y"));

        var submit = Assert.Single((await _line.Launcher.NextKernelAsync(TestContext.Current.CancellationToken)).Requests.OfType<Submit>());
        Assert.Equal([("Threshold, m", "0.7"), ("Stations", "x|y")], submit.Inputs.Select(static input => (input.Label!, string.Join('|', input.Values))));
    }

    [Fact]
    public async Task Run_InputsThatDoNotFitOrDoNotSuffice_AreSaidWithoutTheirValue()
    {
        _line.Launcher.Script
            .On("a", static run => run.AskAsync("Count", InputKind.Number))
            .On("b", static async run =>
            {
                for (var i = 0; i < 3; i++)
                    await run.AskAsync("Twice");
            });

        Assert.Equal(1, await _line.RunAsync("run", _line.Notebook("a", "b"), "--input", "Count=secret", "--input", "Twice=1", "--input", "Twice=2"));

        Assert.Collection(Sentences(),
            static line => Assert.EndsWith("The --input for “Count” is no answer to it. Write a number, such as 2.5.", line, StringComparison.Ordinal),
            static line => Assert.EndsWith("“Twice” was asked more often than it was answered: give one more --input \"Twice=…\".", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_InputThatNamesAFile_GivesItsPathAndLetsTheKernelReadItAlone()
    {
        using var elsewhere = new TemporaryFolder();
        await File.WriteAllTextAsync(elsewhere["b.csv"], "b", TestContext.Current.CancellationToken);
        _line.File("a.csv", "a");

        Assert.Equal(0, await _line.RunAsync("run", _line.Notebook("a"), "--input", "A=a.csv", "--input", $"B={elsewhere["b.csv"]}", "--input", "C=none.csv"));

        var kernel = await _line.Launcher.NextKernelAsync(TestContext.Current.CancellationToken);
        Assert.Equal([("A", _line["a.csv"]), ("B", elsewhere["b.csv"]), ("C", null)], Assert.Single(kernel.Requests.OfType<Submit>()).Inputs.Select(static input => (input.Label!, input.FilePath)));
        Assert.Equal([_line["a.csv"], elsewhere["b.csv"]], kernel.Options.ReadableFiles);
    }

    [Fact]
    public async Task Run_ParamForAVariableThatADirectiveAsks_IsItsAnswer()
    {
        _line.Launcher.Script.On("#!set --name key --value @password:\"API key\"\nkey", static async run => run.Print(await run.AskAsync("API key", InputKind.Password)));

        Assert.Equal(0, await _line.RunAsync("run", _line.Notebook("#!set --name key --value @password:\"API key\"\nkey"), "--param", "key=007"));

        Assert.Equal("007", _line.Output.ToString());
    }

    [Fact]
    public async Task Run_ListInputs_NamesWhatDirectivesAskAndRunsNothing()
    {
        var notebook = _line.Notebook(
            "#!set --name region --value @input\n// #!set --name no --value @input",
            "1\n#!set --value @password:{\"prompt\": \"API key\", \"saveAs\": \"key\"} --name key",
            "#!connect mssql --kernel-name db @input:connectionString");

        Assert.Equal(0, await _line.RunAsync("run", notebook, "--list-inputs"));

        Assert.Equal("region\nAPI key (password, also --param key=…)\nconnectionString\n", _line.Output.ToString().Replace("region (also --param region=…)", "region", StringComparison.Ordinal));
        Assert.Equal(0, _line.Launcher.LaunchCount);
    }

    /// <summary>The lines on standard error without those of stacks.</summary>
    private string[] Sentences() => [.. _line.ErrorLines().Where(static line => !line.StartsWith("   at ", StringComparison.Ordinal))];
}
