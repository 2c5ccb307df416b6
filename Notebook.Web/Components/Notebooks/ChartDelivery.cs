namespace Notebook.Web.Components.Notebooks;

/// <summary>Points of one live chart on their way to a browser.</summary>
/// <param name="OutputId">The chart's element.</param>
/// <param name="From">How many times the chart had changed before the first of these additions.</param>
/// <param name="Additions">Each as <see cref="Protocol.ChartPoints.Series"/>, in order.</param>
/// <param name="Keeps">How many points each series keeps.</param>
/// <param name="Summary">The chart in words.</param>
/// <param name="Line">The same as it stands below the chart.</param>
internal sealed record ChartDelivery(string OutputId, long From, IReadOnlyList<string> Additions, int Keeps, string Summary, string Line);
