using System.Text.Json.Nodes;

namespace Notebook.Interactive.Plots;

/// <summary>Thins out traces that are too large for one output, keeping their look.</summary>
internal static class Decimation
{
    /// <summary>
    /// Leaves at most <paramref name="target"/> points in a trace. A line with rising x keeps the lowest and the highest point of every
    /// stretch and where it has gaps, so that no peak is lost; of everything else every n-th point stays.
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
            ? LowestAndHighest(values, target)
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

    /// <summary>Of each stretch of points the lowest, the highest and the first gap; and the first and the last of all.</summary>
    private static int[] LowestAndHighest(IReadOnlyList<double> y, int target)
    {
        var stretches = Math.Max(1, (target - 2) / 3);
        var positions = new List<int>(target) { 0 };
        for (var stretch = 0; stretch < stretches; stretch++)
        {
            var (start, end) = ((int)((long)y.Count * stretch / stretches), (int)((long)y.Count * (stretch + 1) / stretches));
            var (lowest, highest, gap) = (-1, -1, -1);
            for (var i = start; i < end; i++)
            {
                if (double.IsNaN(y[i]))
                {
                    gap = gap < 0 ? i : gap;
                    continue;
                }

                if (lowest < 0 || y[i] < y[lowest])
                    lowest = i;
                if (highest < 0 || y[i] > y[highest])
                    highest = i;
            }

            foreach (var position in ((int[])[lowest, highest, gap]).Order())
            {
                if (position > positions[^1])
                    positions.Add(position);
            }
        }

        if (positions[^1] < y.Count - 1)
            positions.Add(y.Count - 1);
        return [.. positions];
    }
}
