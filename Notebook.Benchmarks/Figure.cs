using System.Globalization;

namespace Notebook.Benchmarks;

/// <summary>One measured figure of one contestant.</summary>
/// <param name="Contestant">Who was measured: <c>Notebook</c> or a peer.</param>
/// <param name="Quantity">What the number is, such as <c>median, ms</c>.</param>
/// <param name="Value">The number as it is printed.</param>
public sealed record Figure(string Contestant, string Quantity, string Value)
{
    public const string Product = "Notebook";

    public static Figure Of(string contestant, string quantity, double value) =>
        new(contestant, quantity, value.ToString(Math.Abs(value) < 10 ? "0.00" : Math.Abs(value) < 100 ? "0.0" : "0", CultureInfo.InvariantCulture));

    /// <summary>Median, 99th percentile and spread of a sample, each in the sample's unit.</summary>
    public static IReadOnlyList<Figure> Of(string contestant, string unit, Sample sample) =>
    [
        Of(contestant, $"median, {unit}", sample.Median),
        Of(contestant, $"p99, {unit}", sample.Percentile(0.99)),
        new(contestant, "n", sample.Count.ToString(CultureInfo.InvariantCulture)),
    ];
}
