using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Notebook.Web.Documents;
using Notebook.Web.Storage;
using static Notebook.Tests.Sessions.SessionTable;

namespace Notebook.Tests.Sessions;

/// <summary>SIGKILL of the server at any moment: every edit that was acknowledged and every output that was shown is there afterwards.</summary>
public sealed class SessionKillTests
{
    [Fact(Timeout = 3_600_000)]
    public async Task Kill_WhilePeopleTypeAndACellPrints_LosesNothingAcknowledgedOrShown()
    {
        using var folder = new TemporaryFolder();
        var document = NotebookOf([.. Enumerable.Repeat("", KillTarget.Typists + 1)]);
        await using (var store = Open(folder))
            await store.CommitAsync([new NotebookCreated(document)], TestContext.Current.CancellationToken);

        var random = new Random(1);
        for (var round = 0; round < (Capability.IsSoak ? 200 : 3); round++)
        {
            // Each round starts with what the one before left, as a server does.
            foreach (var cell in document.Cells)
                File.Delete(folder[cell.Id.Value]);
            await RunAndKillAsync(folder, document.Id, TimeSpan.FromMilliseconds(random.Next(400)));
            await AssertNothingLostAsync(folder, document.Id);
        }
    }

    private static async Task RunAndKillAsync(TemporaryFolder folder, NotebookId id, TimeSpan life)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, "Notebook.Tests.dll"),
                "-explicit", "only", "-method", $"{typeof(KillTarget).FullName}.{nameof(KillTarget.RunUntilKilled)}",
            },
            Environment = { [KillTarget.Variable] = $"{folder.Path} {id}" },
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        try
        {
            // Everyone has begun; then at a moment that nobody chose.
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            while (!Enumerable.Range(0, KillTarget.Typists + 1).All(i => Last(folder, Id(i)) is > 0))
            {
                Assert.False(process.HasExited, "The server ended by itself.");
                await Task.Delay(20, patience.Token);
            }

            await Task.Delay(life, TestContext.Current.CancellationToken);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            TestContext.Current.TestOutputHelper?.WriteLine(await output);
        }
    }

    private static async Task AssertNothingLostAsync(TemporaryFolder folder, NotebookId id)
    {
        await using var store = Open(folder);
        var document = (await store.LoadAsync(id, TestContext.Current.CancellationToken))!;
        foreach (var cell in document.Cells.Skip(1))
        {
            Assert.True(cell.Source.Length >= Last(folder, cell.Id), $"Cell {cell.Id}: {Last(folder, cell.Id)} characters were acknowledged, {cell.Source.Length} are there.");
            Assert.Equal(new string('x', cell.Source.Length), cell.Source);
            Assert.Equal(cell.Source.Length, cell.Text.Version);
        }

        var printer = document.Cells[0];
        Assert.Equal(CellRunState.KernelLost, printer.LastRun!.State);
        var stream = Assert.IsType<StreamOutput>(printer.Outputs.Single());
        Assert.True(stream.Text.LineCount >= Last(folder, printer.Id), $"{Last(folder, printer.Id)} lines were shown, {stream.Text.LineCount} are there.");
        await using var whole = (await store.OpenStreamTextAsync(id, printer.Id, stream.OutputId, TestContext.Current.CancellationToken))!;
        using var reader = new StreamReader(whole, Encoding.UTF8);
        Assert.Equal(
            string.Concat(Enumerable.Range(0, (int)stream.Text.LineCount).Select(static n => string.Create(CultureInfo.InvariantCulture, $"{n}\n"))),
            await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>The last number that was written down whole.</summary>
    private static long? Last(TemporaryFolder folder, CellId cellId)
    {
        if (!File.Exists(folder[cellId.Value]))
            return null;
        using var file = new FileStream(folder[cellId.Value], FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        var lines = reader.ReadToEnd().Split('\n');
        return lines.Length < 2 ? null : long.Parse(lines[^2], CultureInfo.InvariantCulture);
    }

    private static LiteDbNotebookStore Open(TemporaryFolder folder) => new(new DataFolder(folder["data"]), new StorageOptions(), DatabaseSchema.Current, NullLogger.Instance);
}
