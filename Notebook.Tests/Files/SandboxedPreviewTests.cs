using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Notebook.Protocol;
using Notebook.Tests.Kernels;
using Notebook.Tests.Kernels.Fakes;
using Notebook.Web.Components.Outputs;
using Notebook.Web.Files;
using Notebook.Web.Sandbox;

namespace Notebook.Tests.Files;

/// <summary>Files that a kernel of their own looks into: what they show, and that a hostile one harms nobody.</summary>
public sealed class SandboxedPreviewTests : FolderKernelTest
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadAsync_Parquet_IsTheFirstRowsTheirNumberAndTheColumns()
    {
        await MakeAsync("copy (select i as id, 'station ' || i as station, i / 4 as level, date '2026-01-01' + i::int as day from range(120000) t(i)) to 'levels.parquet'");

        var (rows, columns) = await ReadAsync("levels.parquet");

        Assert.Equal("1–10 of the first 1,000 of 120,000 rows × 4 columns", TablePage.Read(rows[MimeTypes.Table]!)!.Words);
        using var table = JsonDocument.Parse(rows[MimeTypes.Table]!);
        Assert.Equal("""[0,"station 0",0,"2026-01-01"]""", table.RootElement.GetProperty("rows")[0].GetRawText());
        using var schema = JsonDocument.Parse(columns![MimeTypes.Table]!);
        Assert.Equal("""[["id","bigint"],["station","varchar"],["level","double"],["day","date"]]""", schema.RootElement.GetProperty("rows").GetRawText());
        Assert.False(table.RootElement.TryGetProperty("table", out _));
    }

    [Fact]
    public async Task ReadAsync_DuckDb_ListsItsTables()
    {
        await MakeAsync("attach 'store.duckdb' as store; create table store.sales as select * from range(7); detach store");

        var (rows, _) = await ReadAsync("store.duckdb");

        using var table = JsonDocument.Parse(rows[MimeTypes.Table]!);
        Assert.Equal("""[["main","sales",7,1]]""", table.RootElement.GetProperty("rows").GetRawText());
    }

    [Fact]
    public async Task ReadAsync_DamagedOrForeignFile_SaysSoPlainly()
    {
        await MakeAsync("copy (select i, 'text ' || i as t from range(50000) t(i)) to 'whole.parquet'");
        var bytes = await File.ReadAllBytesAsync(Folder["whole.parquet"], Stop);
        await File.WriteAllBytesAsync(Folder["half.parquet"], bytes[..(bytes.Length / 2)], Stop);
        var noise = bytes.ToArray();
        for (var i = 4; i < noise.Length - 8; i += 3)
            noise[i] ^= 0x5A;
        await File.WriteAllBytesAsync(Folder["noise.parquet"], noise, Stop);
        await File.WriteAllTextAsync(Folder["text.parquet"], "a,b\n1,2\n", Stop);
        await File.WriteAllTextAsync(Folder["empty.parquet"], "", Stop);

        foreach (var name in new[] { "half.parquet", "noise.parquet", "text.parquet" })
        {
            var (rows, columns) = await ReadAsync(name);
            Assert.StartsWith("This file can't be read as Parquet", rows.PlainText, StringComparison.Ordinal);
            Assert.DoesNotContain(Folder.Path, rows.PlainText, StringComparison.Ordinal);
            Assert.Null(columns);
        }

        Assert.Equal("This file is empty.", (await ReadAsync("empty.parquet")).Rows.PlainText);
    }

    [Fact]
    public async Task ReadAsync_LinkOutOfTheFolder_IsNotFollowed()
    {
        using var elsewhere = new TemporaryFolder();
        await File.WriteAllTextAsync(elsewhere["secret"], "secret", Stop);
        File.CreateSymbolicLink(Folder["link.parquet"], elsewhere["secret"]);

        await Assert.ThrowsAsync<UnsafeFileException>(() => ReadAsync("link.parquet"));
    }

    [Fact]
    public async Task ReadAsync_ReaderThatDies_IsASentenceAndTheNextFileIsRead()
    {
        await File.WriteAllTextAsync(Folder["a.parquet"], "x", Stop);
        using var folder = new TemporaryFolder();
        var launcher = new FakeKernelLauncher();
        launcher.Script.OnAny(static run => run.UntilReleasedAsync());
        using var preview = new SandboxedPreview(async stop => (await launcher.LaunchAsync(new() { WorkingFolder = folder.Path }, stop), folder.Path), TimeProvider.System);

        var reading = preview.ReadAsync(new FolderFiles(Folder.Path, new FileSettings()), "a.parquet", Stop);
        (await launcher.NextKernelAsync(Stop)).EndBecause("Signal 11 ended it.");

        Assert.Contains("ended while it looked into this file", (await reading).Rows.PlainText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_ReaderThatNeverAnswers_IsGivenUp()
    {
        await File.WriteAllTextAsync(Folder["a.parquet"], "x", Stop);
        using var folder = new TemporaryFolder();
        var (launcher, time) = (new FakeKernelLauncher(), new FakeTimeProvider());
        launcher.Script.OnAny(static run => run.UntilReleasedAsync());
        using var preview = new SandboxedPreview(async stop => (await launcher.LaunchAsync(new() { WorkingFolder = folder.Path }, stop), folder.Path), time);

        var reading = preview.ReadAsync(new FolderFiles(Folder.Path, new FileSettings()), "a.parquet", Stop);
        var kernel = await launcher.NextKernelAsync(Stop);
        await kernel.NextRunAsync(Stop);
        time.Advance(SandboxedPreview.Patience);

        Assert.Contains("took longer than 20 seconds", (await reading).Rows.PlainText, StringComparison.Ordinal);
        Assert.True(kernel.IsDisposed);
    }

    private async Task MakeAsync(string sql) =>
        Assert.Equal(SubmissionOutcome.Succeeded, (await Kernel.RunAsync($"Sql.Query(\"\"\"{sql}\"\"\");")).Completion!.Outcome);

    private async Task<(MimeBundle Rows, MimeBundle? Columns)> ReadAsync(string name)
    {
        using var data = new TemporaryFolder();
        using var sandbox = TestKernel.NewSandbox(new SandboxEnvironment { Options = new(), Mode = SandboxMode.Auto, DataFolder = data.Path, ScratchFolder = data["scratch"] });
        using var preview = new SandboxedPreview(TestKernel.NewLauncher(sandbox).StartApartAsync, TimeProvider.System);
        var read = await preview.ReadAsync(new FolderFiles(Folder.Path, new FileSettings()), name, Stop);
        Assert.True(await Eventually.TrueAsync(() => Task.FromResult(!Directory.Exists(data["slots"]) || !Directory.EnumerateFileSystemEntries(data["slots"]).Any())));
        return read;
    }
}
