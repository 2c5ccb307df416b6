using Notebook.Protocol;
using Notebook.Web.CommandLine;
using Notebook.Web.Secrets;

namespace Notebook.Tests.CommandLine;

/// <summary><c>run --secret NAME</c>: secrets from the environment.</summary>
public sealed class RunSecretTests : IDisposable
{
    private const string Name = "NOTEBOOK_TEST_API_KEY";

    private readonly CommandLineFixture _line = new();

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Name, null);
        _line.Dispose();
    }

    [Fact]
    public async Task Run_Secret_IsGivenToCellsAndPrintedAsDots()
    {
        Environment.SetEnvironmentVariable(Name, "correct-horse-9471");
        _line.Launcher.Script.On("a", static run => run.Print($"<{run.Request.Secrets.Single().Value}>"));

        Assert.Equal(0, await _line.RunAsync("run", _line.Notebook("a"), "--secret", Name, "--output", _line["out.ipynb"]));

        Assert.Equal($"<{SecretMask.Dots}>", _line.Output.ToString());
        Assert.DoesNotContain("correct-horse", await File.ReadAllTextAsync(_line["out.ipynb"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal([Name], (await _line.Launcher.NextKernelAsync(TestContext.Current.CancellationToken)).Requests.OfType<Submit>().Single().Secrets.Select(static secret => secret.Name));
    }

    [Theory]
    [InlineData("NOTEBOOK_TEST_NOBODY_SET_THIS")]
    [InlineData("KEY=correct-horse-9471")]
    public async Task Run_SecretThatIsNone_SaysSoWithoutAValue(string name)
    {
        Assert.Equal(2, await _line.RunAsync("run", _line.Notebook("a"), "--secret", name));

        Assert.StartsWith("--secret", Assert.Single(_line.ErrorLines()), StringComparison.Ordinal);
        Assert.DoesNotContain("correct-horse", _line.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, _line.Launcher.LaunchCount);
    }

    [Fact]
    public void Parse_SecretTooShortToHide_IsRefused() => Assert.NotNull(RunSecrets.Parse(["KEY"], static _ => "abc").Problem);
}
