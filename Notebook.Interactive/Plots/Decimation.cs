using System.Text.Json.Nodes;

namespace Notebook.Interactive.Plots;

/// <summary>Thins out traces that are too large for one output, keeping their look.</summary>
internal static class Decimation
{
    /// <summary>
    /// Leaves at most <paramref name="target"/> points in a trace. A line with rising x keeps its peaks (largest triangle per bucket),
    /// everything else every n-th point.
    /// </summary>
    /// <returns>Whether points were left out.</returns>
    public static bool Thin(JsonObject trace, int target)
    {
        if (PlotTrace.MatrixOf(trace) is { } matrix)
            return ThinMatrix(trace, matrix, target);

        var count = PlotTrace.PointCount(trace);
        if (count <= target || target < 3)
            return false;

        var (x, y) = (PlotSeries.FromNode(trace["x"]), PlotSeries.FromNode(trace["y"]));
        var positions = PlotTrace.IsLine(trace) && y?.Numbers is { } values && IsRising(x)
            ? LargestTriangles(x?.Numbers, values, target)
            : EveryNth(count, target);
        Pick(trace, count, positions);
        return true;
    }

    private static bool ThinMatrix(JsonObject trace, JsonArray matrix, int target)
    {
        var columns = matrix.Max(static r => PlotSeries.FromNode(r)?.Count ?? 0);
        if ((long)matrix.Count * columns <= target)
            return false;

        var step = Math.Sqrt((double)matrix.Count * columns / target);
        var rows = EveryNth(matrix.Count, Math.Max(1, (int)(matrix.Count / step)));
        var picked = EveryNth(columns, Math.Max(1, (int)(columns / step)));
        trace["z"] = new JsonArray([.. rows.Select(r => PlotSeries.FromNode(matrix[r])?.Count == columns ? PlotSeries.FromNode(matrix[r])!.Pick(picked).ToNode() : PlotJson.Clone(matrix[r]))]);
        if (PlotSeries.FromNode(trace["x"]) is { } x && x.Count == columns)
            trace["x"] = x.Pick(picked).ToNode();
        if (PlotSeries.FromNode(trace["y"]) is { } y && y.Count == matrix.Count)
            trace["y"] = y.Pick(rows).ToNode();
        return true;
    }

    // Sizes, colours and labels belong to their points: every array as long as the points goes along.
    private static void Pick(JsonObject target, int count, int[] positions)
    {
        foreach (var (name, value) in target.ToList())
        {
            if (value is JsonObject inner)
                Pick(inner, count, positions);
            else if (PlotSeries.FromNode(value) is { } series && series.Count == count)
                target[name] = series.Pick(positions).ToNode();
        }
    }

    private static bool IsRising(PlotSeries? x)
    {
        if (x is null)
            return true;
        if (x.Numbers is not { } numbers)
        {
            // Dates as text have one order for all purposes; categories come in the order they are drawn in.
            return true;
        }

        for (var i = 1; i < numbers.Count; i++)
        {
            if (!(numbers[i] >= numbers[i - 1]))
                return false;
        }

        return true;
    }

    private static int[] EveryNth(int count, int target) => [.. Enumerable.Range(0, Math.Min(count, target)).Select(i => (int)((long)i * count / Math.Min(count, target)))];

    /// <summary>Of each bucket of points the one that spans the largest triangle with the point kept before and the mean of the next bucket.</summary>
    private static int[] LargestTriangles(IReadOnlyList<double>? x, IReadOnlyList<double> y, int target)
    {
        double X(int i) => x?[i] ?? i;
        var positions = new int[target];
        var bucket = (double)(y.Count - 2) / (target - 2);
        positions[^1] = y.Count - 1;
        for (var (i, kept) = (1, 0); i < target - 1; i++)
        {
            var (start, end) = ((int)((i - 1) * bucket) + 1, (int)(i * bucket) + 1);
            var (meanX, meanY) = Mean(end, Math.Min((int)((i + 1) * bucket) + 1, y.Count));
            var largest = -1.0;
            var best = start;
            for (var j = start; j < end; j++)
            {
                var area = Math.Abs(((X(kept) - meanX) * (y[j] - y[kept])) - ((X(kept) - X(j)) * (meanY - y[kept])));
                // A gap is kept: a line that hides its gaps tells something else.
                if (double.IsNaN(y[j]) || area > largest)
                    (largest, best) = (double.IsNaN(y[j]) ? double.PositiveInfinity : area, j);
            }

            positions[i] = kept = best;
        }

        return positions;

        (double X, double Y) Mean(int start, int end)
        {
            var (sumX, sumY) = (0.0, 0.0);
            for (var i = start; i < end; i++)
                (sumX, sumY) = (sumX + X(i), sumY + y[i]);
            return (sumX / (end - start), sumY / (end - start));
        }
    }
}
