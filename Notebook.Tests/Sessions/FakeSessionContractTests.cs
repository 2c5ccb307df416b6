namespace Notebook.Tests.Sessions;

public sealed class FakeSessionContractTests : SessionContract
{
    public FakeSessionContractTests() => Host.Script
        .On(Prints, static run => run.Print("printed\n"))
        .On(Result, static run => run.Result("2"))
        .On(Throws, static run => run.Throw("System.InvalidOperationException", "no"))
        .Hold(Forever);

    private protected override SessionHost Host { get; } = new();
}
