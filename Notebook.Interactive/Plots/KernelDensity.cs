namespace Notebook.Interactive.Plots;

/// <summary>The density of a sample, estimated with Gaussian kernels.</summary>
internal static class KernelDensity
{
    private const int Points = 200;
    private const int MaxSample = 20_000; // its shape is the same, and the work is sample × points

    public static (double[] X, double[] Y) Of(double[] sample, double? bandwidth)
    {
        if (sample.Length == 0)
            return ([], []);

        Array.Sort(sample);
        if (sample.Length > MaxSample)
            sample = [.. Enumerable.Range(0, MaxSample).Select(i => sample[(int)((long)i * sample.Length / MaxSample)])];
        var width = bandwidth ?? Silverman(sample);
        var (from, to) = (sample[0] - (3 * width), sample[^1] + (3 * width));
        var x = new double[Points];
        var y = new double[Points];
        for (var i = 0; i < Points; i++)
        {
            x[i] = from + ((to - from) * i / (Points - 1));
            var sum = 0.0;
            foreach (var value in sample)
                sum += Math.Exp(-0.5 * (x[i] - value) * (x[i] - value) / (width * width));
            y[i] = sum / (sample.Length * width * Math.Sqrt(2 * Math.PI));
        }

        return (x, y);
    }

    private static double Silverman(double[] sorted)
    {
        var mean = sorted.Average();
        var deviation = Math.Sqrt(sorted.Sum(v => (v - mean) * (v - mean)) / Math.Max(1, sorted.Length - 1));
        var quartiles = (sorted[(int)(0.75 * (sorted.Length - 1))] - sorted[(int)(0.25 * (sorted.Length - 1))]) / 1.34;
        var spread = quartiles > 0 ? Math.Min(deviation, quartiles) : deviation;
        // One value, or the same one many times, still is a hill and not a division by zero.
        return spread > 0 ? 0.9 * spread * Math.Pow(sorted.Length, -0.2) : Math.Max(Math.Abs(mean) * 0.01, 0.01);
    }
}
