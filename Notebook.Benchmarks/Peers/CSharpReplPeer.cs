using System.Diagnostics;

namespace Notebook.Benchmarks.Peers;

/// <summary>csharprepl, the best known C# prompt: started anew, with one expression to evaluate.</summary>
internal sealed class CSharpReplPeer
{
    private readonly string _program;

    private CSharpReplPeer(string program) => _program = program;

    public const string DisplayName = "csharprepl";

    /// <returns>Null where it cannot be installed; the row then has no such line.</returns>
    public static async Task<CSharpReplPeer?> InstallAsync(PublishedProduct product, CancellationToken cancellationToken)
    {
        var folder = product.NewFolder();
        using var install = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList = { "tool", "install", "csharprepl", "--tool-path", folder },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        await install.WaitForExitAsync(cancellationToken);
        return install.ExitCode == 0 ? new CSharpReplPeer(Path.Combine(folder, "csharprepl")) : null;
    }

    /// <summary>Milliseconds from the start of the process to its end, having printed one result.</summary>
    public async Task<double?> FirstResultAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo(_program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        await process.StandardInput.WriteLineAsync("1+1".AsMemory(), cancellationToken);
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 && output.Contains('2', StringComparison.Ordinal) ? Stopwatch.GetElapsedTime(started).TotalMilliseconds : null;
    }
}
