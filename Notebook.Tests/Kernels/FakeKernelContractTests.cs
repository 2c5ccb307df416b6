using Notebook.Tests.Kernels.Fakes;
using Notebook.Web.Kernels;

namespace Notebook.Tests.Kernels;

public sealed class FakeKernelContractTests : KernelContract
{
    protected override Task<IKernel> LaunchAsync()
    {
        var launcher = new FakeKernelLauncher();
        launcher.Script
            .On("1 + 1", static run => run.Result("2"))
            .On("""Console.WriteLine("printed");""", static run => run.Print("printed\n"))
            .On("""int z = "a";""", static run => run.FailToCompile("CS0029", "Cannot implicitly convert type 'string' to 'int'", column: 9))
            .On("""throw new InvalidOperationException("boom");""", static _ => throw new InvalidOperationException("boom"))
            .On("""var d = Display.Value("one"); d.Update("two");""", static run => run.Update(run.Display("one"), "two"))
            .On(Declaration, static _ => { })
            .WithVariable("word", "string", "5 characters", "\"hello\"", "the-cell", "hello")
            .On(Question, static async run => run.Result(await run.AskAsync("Your name")))
            .Hold(Endless);
        return launcher.LaunchAsync(new KernelLaunchOptions { WorkingFolder = "/" }, TestContext.Current.CancellationToken);
    }
}
