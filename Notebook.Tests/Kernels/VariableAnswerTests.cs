using Notebook.Protocol;
using Notebook.Web.Kernels;

namespace Notebook.Tests.Kernels;

/// <summary>What a hostile kernel may say about variables.</summary>
public sealed class VariableAnswerTests
{
    private static readonly VariableSummary Fair = new() { Name = "a", Type = "int" };

    [Fact]
    public void Check_ListsThatCannotBe_AreBreaches()
    {
        var answers = new VariablesListed[]
        {
            new() { RequestId = 2 },
            new() { RequestId = 1, Variables = [Fair] },
            new() { RequestId = 1, Total = 2, Variables = [Fair, Fair] },
            new() { RequestId = 1, Total = 1, Variables = [null!] },
            new() { RequestId = 1, Variables = default },
            new() { RequestId = 1, Total = 1, Variables = [Fair with { Name = "" }] },
            new() { RequestId = 1, Total = 1, Variables = [Fair with { Name = null! }] },
            new() { RequestId = 1, Total = 1, Variables = [Fair with { Type = new string('x', 201) }] },
            new() { RequestId = 1, Total = 1, Variables = [Fair with { Size = null! }] },
            new() { RequestId = 1, Total = 1, Variables = [Fair with { Preview = new string('x', 121) }] },
            new() { RequestId = 1, Total = 1, Variables = [Fair with { SourceName = new string('x', 201) }] },
            new() { RequestId = 1, Total = 501, Variables = [.. Enumerable.Range(0, 501).Select(static i => Fair with { Name = $"v{i}" })] },
            new() { RequestId = 1, Problem = new string('x', 5_000) },
        };

        foreach (var answer in answers)
            Assert.Throws<ProtocolException>(() => Asked().Check(answer));
        var fair = Asked();
        fair.Check(new VariablesListed { RequestId = 1, Total = 1, Variables = [Fair] });
        Assert.Throws<ProtocolException>(() => fair.Check(new VariablesListed { RequestId = 1 }));
    }

    [Fact]
    public void Check_ValuesThatCannotBe_AreBreaches()
    {
        var answers = new VariableShown[]
        {
            new() { RequestId = 1, Data = MimeBundle.Text("x") },
            new() { RequestId = 2 },
            new() { RequestId = 2, Data = MimeBundle.Text("x"), Problem = "both" },
            new() { RequestId = 2, Problem = new string('x', 5_000) },
            new() { RequestId = 2, Data = new MimeBundle { Contents = null! } },
            new() { RequestId = 2, Data = new MimeBundle { Contents = MimeBundle.Text("x").Contents.Clear() } },
        };

        foreach (var answer in answers)
            Assert.Throws<ProtocolException>(() => Asked().Check(answer));
        Asked().Check(new VariableShown { RequestId = 2, Data = MimeBundle.Text("x") });
    }

    private static EventValidator Asked()
    {
        var validator = new EventValidator();
        validator.Asked(new ListVariables { RequestId = 1 });
        validator.Asked(new ShowVariable { RequestId = 2, Name = "a" });
        return validator;
    }
}
