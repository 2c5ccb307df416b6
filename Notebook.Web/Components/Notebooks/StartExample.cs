namespace Notebook.Web.Components.Notebooks;

/// <summary>A first cell for somebody who has an empty one before them: short, complete, and needing neither files nor a network.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Code">Goes into the cell as it stands; nothing runs by itself.</param>
public sealed record StartExample(string Title, string Code)
{
    public static IReadOnlyList<StartExample> All { get; } =
    [
        new("Hello world", """
            var name = "world";
            Console.WriteLine($"Hello, {name}!");
            Enumerable.Range(1, 5).Select(n => new { n, Square = n * n })
            """),
        new("Load a CSV", """
            using Microsoft.Data.Analysis;

            // Drop a file on the page and put its name here; this line makes one to try with.
            File.WriteAllText("cities.csv", "City,People\nOslo,717710\nKraków,804237\nPorto,231800\n");

            DataFrame.LoadCsv("cities.csv")
            """),
        new("Make a chart", """
            var x = Enumerable.Range(0, 200).Select(i => i / 20.0).ToArray();

            Plot.Line(x, x.Select(Math.Sin), "sin")
                .Add(Plot.Line(x, x.Select(Math.Cos), "cos"))
                .Title("Two waves")
            """),
        new("A slider", """
            var frequency = Input.Slider("Frequency", 1.0, 10.0, 3.0);

            // Move the slider, then press Run stale.
            var points = Enumerable.Range(0, 300).Select(i => i / 100.0).ToArray();
            Plot.Line(points, points.Select(t => Math.Sin(frequency.Value * t)))
            """),
        new("Use a package", """
            #r "nuget: Humanizer.Core"
            using Humanizer;

            $"{TimeSpan.FromHours(50).Humanize(2)}, or {1234567.ToWords()}"
            """),
    ];
}
