using Notebook.Benchmarks;

// dotnet run -c Release --project Notebook.Benchmarks -- [row …] [--write docs/benchmarks.md]
// Publishes the product once, measures each row with its peers in the same run, prints Markdown.
var rows = new List<string>();
string? write = null;
for (var i = 0; i < args.Length; i++)
{
    if (args[i] == "--write" && i + 1 < args.Length)
        write = args[++i];
    else if (args[i] is "-h" or "--help")
    {
        Console.WriteLine($"usage: Notebook.Benchmarks [{string.Join('|', BenchmarkRows.All.Select(static row => row.Name))}]… [--write FILE]");
        return 0;
    }
    else
        rows.Add(args[i]);
}

var chosen = rows.Count == 0 ? BenchmarkRows.All : [.. BenchmarkRows.All.Where(row => rows.Contains(row.Name))];
if (chosen.Count == 0 || rows.Exists(name => BenchmarkRows.All.All(row => row.Name != name)))
{
    Console.Error.WriteLine("No such row. Known: " + string.Join(", ", BenchmarkRows.All.Select(static row => row.Name)));
    return 2;
}

using var cancellation = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    cancellation.Cancel();
};

await using var product = await PublishedProduct.BuildAsync(cancellation.Token);
var report = new Report(TimeProvider.System.GetUtcNow());
var failed = new List<string>();
foreach (var row in chosen)
{
    Console.Error.WriteLine($"measuring {row.Name} …");
    try
    {
        report.Add(row, await row.MeasureAsync(product, cancellation.Token));
    }
    catch (Exception exception) when (!cancellation.IsCancellationRequested)
    {
        // The rows measured so far took an hour: one that fails must not take them with it.
        failed.Add(row.Name);
        Console.Error.WriteLine($"{row.Name} failed: {exception}");
    }
}

Console.WriteLine(report.ToMarkdown());
if (write is not null)
    await File.WriteAllTextAsync(write, report.ToMarkdown(), cancellation.Token);
if (failed.Count == 0)
    return 0;
Console.Error.WriteLine($"These rows failed and are not in the report: {string.Join(", ", failed)}");
return 1;
