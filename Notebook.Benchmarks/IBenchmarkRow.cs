namespace Notebook.Benchmarks;

/// <summary>One row of the table of figures: what is measured, and how.</summary>
public interface IBenchmarkRow
{
    /// <summary>The name on the command line.</summary>
    string Name { get; }

    /// <summary>What is measured, for people.</summary>
    string Title { get; }

    /// <summary>The figure to reach (DESIGN section 14).</summary>
    string Goal { get; }

    Task<IReadOnlyList<Figure>> MeasureAsync(PublishedProduct product, CancellationToken cancellationToken);
}
