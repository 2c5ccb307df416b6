using System.Text.Json;
using Notebook.Protocol;

namespace Notebook.Tests.Kernel;

/// <summary>Inputs that cells show: what they send, what code reads, what the page changes.</summary>
public sealed class InputTests : KernelTest
{
    private const string Slider = "var threshold = Input.Slider(\"Threshold, m\", min: 0.2, max: 1.2, value: 0.6, step: 0.05);";

    [Fact]
    public async Task Slider_WhenMade_IsShownOnceAndHasItsValue()
    {
        var result = await Kernel.RunAsync(Slider + "threshold", "a");

        var shown = Assert.IsType<DisplayValue>(Assert.Single(result.Outputs));
        using var json = JsonDocument.Parse(shown.Data[MimeTypes.Input]!);
        Assert.Equal(
            "{\"id\":\"a/slider:Threshold, m\",\"kind\":\"slider\",\"label\":\"Threshold, m\",\"value\":\"0.6\",\"default\":\"0.6\",\"min\":\"0.2\",\"max\":\"1.2\",\"step\":\"0.05\"}",
            json.RootElement.GetRawText());
        Assert.Equal("Threshold, m: 0.6", shown.Data.PlainText);
        // In another cell it is shown there too.
        Assert.NotNull(Assert.IsType<DisplayValue>(Assert.Single((await Kernel.RunAsync("threshold", "b")).Outputs)).Data[MimeTypes.Input]);
    }

    [Theory]
    [InlineData("var x = Input.Text(\"T\", \"Ada\"); $\"{x}|{x.Value}|{(string)x}\"", "Ada|Ada|Ada")]
    [InlineData("var x = Input.Slider(\"T\", 0.0, 1.0, 0.5); double d = x; d + x.Value", "1")]
    [InlineData("var x = Input.Slider(\"T\", min: 0, max: 1, value: .6, step: .05); x.Value", "0.6")]
    [InlineData("var x = Input.Slider(\"T\", 1, 10, 3); int n = x; n.GetType().Name + n", "Int323")]
    [InlineData("Input.Number(\"T\", 5).Value / 2", "2")]
    [InlineData("Input.Number(\"T\", 5.0).Value / 2", "2.5")]
    [InlineData("Input.Number(\"T\").Value", "0")]
    [InlineData("if (Input.Checkbox(\"T\", true)) Console.Write(\"\"); Input.Checkbox(\"U\").Value", "False")]
    [InlineData("var s = Input.Select(\"T\", new[] { \"a\", \"b\" }.Distinct()); new[] { \"a\", \"b\" }.Count(x => x == s) + \" \" + s.Options.Count", "1 2")]
    [InlineData("Input.Select(\"T\", new[] { DayOfWeek.Monday, DayOfWeek.Friday }, DayOfWeek.Friday).Value", "Friday")]
    [InlineData("Input.Select(\"T\", new[] { (Name: \"a\", N: 1), (Name: \"b\", N: 2) }, text: o => o.Name).Value.N", "1")]
    [InlineData("string.Join(\"+\", Input.SelectSeveral(\"T\", new[] { 1, 2, 3 }, new[] { 1, 3 }).Value)", "1+3")]
    [InlineData("Input.Date(\"T\", new DateOnly(2026, 11, 24)).Value.Day", "24")]
    [InlineData("Input.Button(\"T\").Value", "0")]
    [InlineData("Input.Lines(\"T\", \"a\\nb\").Value.Length", "3")]
    public async Task Input_OfEveryKind_HasATypedValue(string code, string expected)
    {
        var result = await Kernel.RunAsync(code);

        Assert.Null(result.Error);
        Assert.Equal(expected, result.Result);
    }

    [Theory]
    [InlineData("Input.Select(\"T\", new string[0])", "An input needs options to choose from, and these are none. (Parameter 'options')")]
    [InlineData("Input.Select(\"T\", Enumerable.Range(0, int.MaxValue))", "An input offers at most 1000 options, and these are more. Let the reader write it: Input.Text. (Parameter 'options')")]
    [InlineData("Input.Slider(\"T\", 0, 10, 11)", "The input “T” can't begin with 11: that is not between 0 and 10.")]
    [InlineData("Input.Slider(\"T\", 2, 1)", "The input “T” has a smallest value that is larger than its largest: 2 and 1.")]
    public async Task Input_ThatCannotBe_SaysWhy(string code, string message) => Assert.Equal(message, (await Kernel.RunAsync(code)).Error!.Message);

    [Fact]
    public async Task Change_BetweenRuns_IsWhatTheNextReads_AlsoThroughAnOlderObject()
    {
        await RunAllAsync(Slider, "double Read() => threshold;");
        await SetAsync("cell1/slider:Threshold, m", "0.9", 1);
        Assert.Equal("0.9", (await Kernel.RunAsync("threshold.Value", "cell3")).Result);

        await Kernel.RunAsync(Slider, "cell1", new ChosenInput { Key = "slider:Threshold, m", Values = ["0.9"] });
        await SetAsync("cell1/slider:Threshold, m", "1.1", 2);

        Assert.Equal("2.2", (await Kernel.RunAsync("Read() + threshold", "cell4")).Result);
    }

    [Fact]
    public async Task Completion_TellsWhatWasReadAtWhichRevision()
    {
        Assert.Empty((await Kernel.RunAsync(Slider, "a")).Completion!.InputsRead);
        await SetAsync("a/slider:Threshold, m", "0.9", 7);

        Assert.Equal([new InputRead("a/slider:Threshold, m", 7)], (await Kernel.RunAsync("var t = threshold.Value;", "b")).Completion!.InputsRead);
        Assert.Empty((await Kernel.RunAsync("threshold", "c")).Completion!.InputsRead);
        Assert.Single((await Kernel.RunAsync("$\"{threshold}\"", "d")).Completion!.InputsRead);
    }

    [Theory]
    [InlineData("0.9", "0.9")]
    [InlineData("7", "0.6")]
    [InlineData("nonsense", "0.6")]
    public async Task Chosen_ForTheNextRun_IsKeptAsLongAsItFits(string chosen, string expected) =>
        Assert.Equal(expected, (await Kernel.RunAsync(Slider + "threshold.Value", "a", new ChosenInput { Key = "slider:Threshold, m", Values = [chosen] })).Result);

    [Fact]
    public async Task Given_ByLabelOnACommandLine_IsTakenOrItsCellFails()
    {
        Assert.Equal("0.7", (await Kernel.RunAsync(Slider + "threshold.Value", "a", new ChosenInput { Label = "threshold, M", Values = ["0.7"] })).Result);
        Assert.Equal("a+c", (await Kernel.RunAsync("string.Join(\"+\", Input.SelectSeveral(\"S\", new[] { \"a\", \"b\", \"c\" }).Value)", "b", new ChosenInput { Label = "S", Values = ["a", "c"] })).Result);
        Assert.Equal("The --input for “Threshold, m” is no value of it. It is a number from 0.2 to 1.2.",
            (await Kernel.RunAsync(Slider, "c", new ChosenInput { Label = "Threshold, m", Values = ["secret"] })).Error!.Message);
    }

    [Fact]
    public async Task File_ThatIsChosen_IsReadAndOneThatIsNot_SaysWhatToDo()
    {
        using var folder = new TemporaryFolder();
        await System.IO.File.WriteAllTextAsync(folder["a b.csv"], "x\n1\n", TestContext.Current.CancellationToken);
        const string Shown = "var data = Input.File(\"Data\", accept: \".csv\");";

        Assert.Equal("False||0", (await Kernel.RunAsync(Shown + "$\"{data.Value.HasFile}|{data.Value.Name}|{data.Value.Size}\"", "a")).Result);
        Assert.Equal("No file is chosen at “Data”. Choose one, then run this cell again.", (await Kernel.RunAsync("data.Value.ReadAllText()", "b")).Error!.Message);

        await SetAsync("a/file:Data", folder["a b.csv"], 1);
        Assert.Equal("a b.csv 4 x|1", (await Kernel.RunAsync("var f = data.Value; using (f.OpenRead()) { } $\"{f.Name} {f.Size} {string.Join('|', f.ReadAllLines())}\"", "c")).Result);

        System.IO.File.Delete(folder["a b.csv"]);
        Assert.Equal("a b.csv, which was chosen at “Data”, is gone. Choose a file again, then run this cell again.", (await Kernel.RunAsync("data.Value.ReadAllBytes()", "d")).Error!.Message);
    }

    [Fact]
    public async Task File_GivenOnACommandLine_IsTakenOrItsCellFails()
    {
        using var folder = new TemporaryFolder();
        await System.IO.File.WriteAllTextAsync(folder["a.txt"], "text", TestContext.Current.CancellationToken);

        Assert.Equal("text", (await Kernel.RunAsync("Input.File(\"Data\").Value.ReadAllText()", "a", new ChosenInput { Label = "data", Values = ["a.txt"], FilePath = folder["a.txt"] })).Result);
        Assert.Equal("The --input for “Data” names no file: b.txt", (await Kernel.RunAsync("Input.File(\"Data\")", "b", new ChosenInput { Label = "Data", Values = ["b.txt"] })).Error!.Message);
    }

    [Fact]
    public async Task SameLabels_InOneCell_AreInputsOfTheirOwn()
    {
        var result = await Kernel.RunAsync("for (var i = 0; i < 3; i++) Input.Checkbox(\"Same\");", "a");

        Assert.Equal(3, result.Outputs.OfType<DisplayValue>().Select(static shown => shown.Data[MimeTypes.Input]).Distinct().Count());
    }

    [Fact]
    public async Task Password_IsInNoOutputAndSurvivesARunOfItsCell()
    {
        const string Code = "var key = Input.Password(\"Key\");";
        await Kernel.RunAsync(Code, "a");
        await SetAsync("a/password:Key", "hunter2", 1);
        var again = await Kernel.RunAsync(Code + "Console.WriteLine(key); display(key.Value); key.Value.GetClearTextPassword().Length", "a");

        Assert.Equal("7", again.Result);
        Assert.Equal("************\n", again.Printed);
        Assert.DoesNotContain(again.Outputs.OfType<DisplayValue>().SelectMany(static shown => shown.Data.Contents.Values), static form => form.Contains("hunter2", StringComparison.Ordinal));
    }

    private ValueTask SetAsync(string id, string value, long revision) =>
        Kernel.Kernel.SendAsync(new SetInput { InputId = id, Value = value, Revision = revision }, TestContext.Current.CancellationToken);
}
