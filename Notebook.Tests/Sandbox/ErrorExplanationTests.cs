using Notebook.Protocol;
using Notebook.Web.Kernels;
using Notebook.Web.Sandbox;

namespace Notebook.Tests.Sandbox;

/// <summary>Errors that the sandbox causes say so; others stay as they are.</summary>
public sealed class ErrorExplanationTests
{
    private readonly ErrorExplanation _explanation = new(new KernelLimits(), new KernelLaunchOptions { WorkingFolder = "/data/notebooks/a" }, new Notebook.Web.Sandbox.Network.AllowedHosts([]), SandboxLayers.None);

    [Theory]
    [InlineData("System.Net.Sockets.SocketException", "Resource temporarily unavailable")]
    [InlineData("System.Net.WebException", "Address family not supported by protocol (example.com:80)")]
    [InlineData("System.Net.Http.HttpRequestException", "Name or service not known (example.com:443)")]
    [InlineData("Octokit.ApiException", "It failed.\ncaused by System.Net.Sockets.SocketException: Network is unreachable")]
    public void Explain_NoNetwork_SaysThatKernelsHaveNone(string name, string message) =>
        Assert.StartsWith($"{message}\nCells have no network here.", _explanation.Explain(new ErrorReport { Name = name, Message = message }).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("CS0006", "Metadata file '/opt/lib/Tools.dll' could not be found", "Tools.dll")]
    [InlineData("CS0006", "Metadata file '..\\DLLs\\Bogus.dll' could not be found", "Bogus.dll")]
    [InlineData("CS1504", "Source file '../lib.csx' could not be opened -- Could not find file.", "lib.csx")]
    public void Explain_FileOutsideTheFolder_SaysWhereItMustLie(string id, string message, string file)
    {
        var error = _explanation.Explain(new ErrorReport
        {
            Name = id, Message = message,
            Diagnostics = [new SourceDiagnostic { Id = id, Message = message, SourceName = "a", StartLine = 1, StartColumn = 1, EndLine = 1, EndColumn = 2 }],
        });

        Assert.Equal($"{message}\nCode sees only the files that it is given: those of the notebook's folder, and the common folder. Put {file} there.", error.Message);
        Assert.EndsWith($"Put {file} there.", error.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CS0006", "Metadata file 'Tools.dll' could not be found")]
    [InlineData("CS0006", "Metadata file '/data/notebooks/a/Tools.dll' could not be found")]
    [InlineData("System.IO.IOException", "Resource temporarily unavailable")]
    [InlineData("System.Net.Http.HttpRequestException", "Response status code does not indicate success: 404")]
    public void Explain_OtherErrors_StayAsTheyAre(string name, string message) =>
        Assert.Equal(message, _explanation.Explain(new ErrorReport { Name = name, Message = message }).Message);

    [Fact]
    public void Explain_FileInTheFolderUnderItsNameInside_IsJustNotThere()
    {
        var inside = new ErrorExplanation(new KernelLimits(), new KernelLaunchOptions { WorkingFolder = "/data/notebooks/a", ReadableFolders = ["/srv/group"] }, new Notebook.Web.Sandbox.Network.AllowedHosts([]), SandboxLayers.Bubblewrap);
        foreach (var message in new[] { "Metadata file '/notebook/lib/Tools.dll' could not be found", "Metadata file '/srv/group/Tools.dll' could not be found" })
            Assert.Equal(message, inside.Explain(new ErrorReport { Name = "CS0006", Message = message }).Message);

        Assert.Contains("Put Tools.dll there.", inside.Explain(new ErrorReport { Name = "CS0006", Message = "Metadata file '../Tools.dll' could not be found" }).Message, StringComparison.Ordinal);
    }
}
