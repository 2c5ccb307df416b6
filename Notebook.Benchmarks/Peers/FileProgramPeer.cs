using System.Diagnostics;
using System.Globalization;

namespace Notebook.Benchmarks.Peers;

/// <summary>A C# file run by the SDK: <c>dotnet run app.cs</c>, with a text that it has not built before.</summary>
internal sealed class FileProgramPeer(PublishedProduct product)
{
    private readonly string _folder = product.NewFolder();
    private int _round;

    public const string DisplayName = "dotnet run app.cs";

    /// <summary>Milliseconds from the start of the command to its end, having printed one result; null when it did not.</summary>
    public async Task<double?> FirstResultAsync(CancellationToken cancellationToken)
    {
        var file = Path.Combine(_folder, "app.cs");
        var term = ++_round;
        await File.WriteAllTextAsync(file, string.Create(CultureInfo.InvariantCulture, $"Console.WriteLine(1 + {term});\n"), cancellationToken);
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList = { "run", "app.cs" },
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_NOLOGO"] = "1" },
        })!;
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        await errors;
        return process.ExitCode == 0 && output.Trim() == (1 + term).ToString(CultureInfo.InvariantCulture) ? Stopwatch.GetElapsedTime(started).TotalMilliseconds : null;
    }
}
