namespace Notebook.Benchmarks;

/// <summary>Repeated measurements of one thing.</summary>
public sealed class Sample(IEnumerable<double> values)
{
    private readonly double[] _sorted = [.. values.Order()];

    public int Count => _sorted.Length;

    public double Median => Percentile(0.5);

    /// <param name="share">From 0 to 1; the nearest rank is taken.</param>
    public double Percentile(double share) => _sorted[Math.Clamp((int)Math.Ceiling(share * _sorted.Length) - 1, 0, _sorted.Length - 1)];
}
