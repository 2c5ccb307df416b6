using System.Diagnostics;

namespace Notebook.Benchmarks;

/// <summary>The product as an operator gets it: a Release publish in a temporary folder.</summary>
public sealed class PublishedProduct : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;

    private PublishedProduct(DirectoryInfo folder) => _folder = folder;

    public string Folder => Path.Combine(_folder.FullName, "app");

    public string WebAssembly => Path.Combine(Folder, "Notebook.Web.dll");

    public string KernelAssembly => Path.Combine(Folder, "kernel", "Notebook.Kernel.dll");

    public static async Task<PublishedProduct> BuildAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("notebook-benchmark-");
        var product = new PublishedProduct(folder);
        var project = Path.Combine(FindRepository(), "Notebook.Web");
        using var publish = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList = { "publish", project, "-c", "Release", "-o", product.Folder, "-v", "quiet", "--nologo" },
            RedirectStandardOutput = true,
        })!;
        var output = await publish.StandardOutput.ReadToEndAsync(cancellationToken);
        await publish.WaitForExitAsync(cancellationToken);
        if (publish.ExitCode != 0)
            throw new InvalidOperationException("Publishing failed:\n" + output);
        return product;
    }

    /// <summary>A new empty folder that lives as long as the product.</summary>
    public string NewFolder() => Directory.CreateDirectory(Path.Combine(_folder.FullName, Guid.NewGuid().ToString("N"))).FullName;

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private static string FindRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Notebook.sln")))
                return folder.FullName;
        throw new InvalidOperationException("Run the benchmarks from within the repository.");
    }
}
