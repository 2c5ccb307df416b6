using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Notebook.Tests.Sessions;
using Notebook.Web.Storage;

namespace Notebook.Tests.Hosting;

/// <summary>The published output, started from another folder, as the container starts it.</summary>
public sealed class PublishedServerTests(PublishedServer published) : IClassFixture<PublishedServer>
{
    [Fact(Timeout = 600_000)]
    public async Task PublishedServer_StartedElsewhere_ServesAssetsAndRunsANotebook()
    {
        using var folder = new TemporaryFolder();
        await using (var server = await ServerProcess.StartAsync(folder["data"], serverFolder: published.App, workingFolder: "/"))
            await StaticAssetTests.AssertAssetsHaveBodiesAsync(server);

        await StartOverAnOlderFolderAsync(folder);
        await File.WriteAllTextAsync(folder["cells.dib"], Cells, TestContext.Current.CancellationToken);
        using var run = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(published.App, "Notebook.Web.dll"), "run", folder["cells.dib"] },
            // The container's own settings, and no feed to ask.
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Production", ["Packages__Offline"] = "true", ["DOTNET_RUNNING_IN_CONTAINER"] = "true" },
            WorkingDirectory = "/",
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = run.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var printed = await run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(run.ExitCode == 0, await error);
        Assert.Equal(["picture True", "trained True", "Montag", "1", "42", "CsvReader", "2"], printed.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>What a notebook needs of the machine around it (DESIGN section 15), one cell each.</summary>
    private const string Cells = """
        #!csharp

        var plot = new ScottPlot.Plot(); plot.Add.Signal(new double[] { 1, 2, 3 }); plot.Title("Text");
        Console.WriteLine("picture " + (plot.GetImageBytes(200, 100, ScottPlot.ImageFormat.Png).Length > 1000));

        #!csharp

        using Microsoft.ML; using Microsoft.ML.Data;
        class House { public float Size; public float Price; }
        class Prediction { [ColumnName("Score")] public float Price; }
        var context = new MLContext(seed: 1);
        var data = context.Data.LoadFromEnumerable(Enumerable.Range(1, 50).Select(n => new House { Size = n, Price = 2 * n }));
        var model = context.Transforms.Concatenate("Features", "Size").Append(context.Regression.Trainers.Sdca("Price", maximumNumberOfIterations: 100)).Fit(data);
        Console.WriteLine("trained " + (context.Model.CreatePredictionEngine<House, Prediction>(model).Predict(new House { Size = 10 }).Price is > 15 and < 25));

        #!csharp

        Console.WriteLine(new System.Globalization.CultureInfo("de-DE").DateTimeFormat.GetDayName(DayOfWeek.Monday));

        #!csharp

        Console.WriteLine(TimeZoneInfo.FindSystemTimeZoneById("Europe/Warsaw").BaseUtcOffset.Hours);

        #!csharp

        using DuckDB.NET.Data;
        var connection = new DuckDBConnection("DataSource=:memory:"); connection.Open();
        var command = connection.CreateCommand(); command.CommandText = "select 40 + 2";
        Console.WriteLine(command.ExecuteScalar());

        #!csharp

        #r "nuget: CsvHelper"
        Console.WriteLine(typeof(CsvHelper.CsvReader).Name);

        #!csharp

        Console.WriteLine(1 + 1);
        """;

    /// <summary>A folder of the first version: it is copied, brought up to date, and the notebook in it opens. SIGTERM ends the server in order.</summary>
    private async Task StartOverAnOlderFolderAsync(TemporaryFolder folder)
    {
        var (data, document) = (new DataFolder(folder["old"]), SessionTable.NotebookOf("1 + 1"));
        await using (var store = new LiteDbNotebookStore(data, new StorageOptions(), new DatabaseSchema([]), NullLogger.Instance))
            await store.CommitAsync([NotebookCreated.For("owner", document)], TestContext.Current.CancellationToken);

        await using (var server = await ServerProcess.StartAsync(folder["old"], serverFolder: published.App, workingFolder: "/", settings: new Dictionary<string, string> { ["Kernels__Warm"] = "1" }))
        {
            Assert.True(File.Exists(data.Backup(1)));
            await server.StopAsync();
        }

        await using var opened = new LiteDbNotebookStore(data, new StorageOptions(), DatabaseSchema.Current, NullLogger.Instance);
        Assert.Equal("1 + 1", (await opened.LoadAsync(document.Id, TestContext.Current.CancellationToken))!.Cells[0].Source);
    }
}
