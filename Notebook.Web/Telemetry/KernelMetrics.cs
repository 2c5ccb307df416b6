using System.Diagnostics.Metrics;
using Notebook.Web.Kernels;

namespace Notebook.Web.Telemetry;

/// <summary>What the server tells its monitoring about kernels. Names and units follow OpenTelemetry's conventions.</summary>
internal sealed class KernelMetrics : IDisposable
{
    public const string MeterName = "Notebook.Kernels";

    private readonly Meter _meter;
    private readonly Histogram<double> _startTime;
    private readonly KernelStarts _starts;

    public KernelMetrics(IMeterFactory meters, KernelAdmission admission, WarmKernels warm, KernelStarts starts)
    {
        _starts = starts;
        _meter = meters.Create(MeterName);
        _meter.CreateObservableGauge("notebook.kernels", () => Count(admission, warm), "{kernel}", "Kernels by state: starting, ready, busy, warm.");
        _meter.CreateObservableGauge("notebook.kernels.waiting", () => admission.Queue.Count, "{kernel}", "Kernels that wait for room.");
        _meter.CreateObservableGauge("notebook.kernels.memory", () => admission.UsedBytes, "By", "Memory that kernels count for in the budget.");
        _meter.CreateObservableGauge("notebook.kernels.memory.budget", () => admission.BudgetBytes, "By", "Memory for all kernels together.");
        _startTime = _meter.CreateHistogram<double>("notebook.kernel.start.duration", "s", "From asking for a kernel to having it.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 120] });
        starts.Started += Note;
    }

    public void Dispose()
    {
        _starts.Started -= Note;
        _meter.Dispose();
    }

    private void Note(TimeSpan took, bool wasWarm) => _startTime.Record(took.TotalSeconds, new KeyValuePair<string, object?>("warm", wasWarm));

    private static IEnumerable<Measurement<int>> Count(KernelAdmission admission, WarmKernels warm)
    {
        var places = admission.Places;
        yield return Of("starting", places.Count(static place => place.Kernel is null));
        yield return Of("ready", places.Count(static place => place.Kernel is { IsBusy: false }));
        yield return Of("busy", places.Count(static place => place.Kernel is { IsBusy: true }));
        yield return Of("warm", warm.Kernels.Count);

        static Measurement<int> Of(string state, int count) => new(count, new KeyValuePair<string, object?>("state", state));
    }
}
