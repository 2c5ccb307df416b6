using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Notebook.Interactive.Formatting;
using Notebook.Protocol;

namespace Notebook.Interactive;

/// <summary>A progress bar on the page, with rate and time left, updated in place at most ten times per second.</summary>
/// <example><code>
/// for (var i = 1; i &lt;= files.Length; i++)
/// {
///     Load(files[i - 1]);
///     Progress.Report(i, files.Length, "Loading");
/// }
///
/// using var training = new Progress(total: 100, label: "Training");
/// training.Report(40);
/// </code></example>
/// <remarks>
/// Shown as <c>application/vnd.notebook.progress.v1+json</c>:
/// <code>
/// { "label": "Loading", "done": 40, "total": 100, "fraction": 0.4, "elapsedSeconds": 8.2, "perSecond": 4.9, "remainingSeconds": 12.3, "isCompleted": false }
/// </code>
/// <c>total</c>, <c>fraction</c> and <c>remainingSeconds</c> are absent when the total is not known, <c>label</c> when there is none.
/// Safe from several threads.
/// </remarks>
public sealed class Progress : IShownAlready, IProgress<double>, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly ConditionalWeakTable<object, Dictionary<string, Progress>> Reported = [];
    private static readonly object WithoutSink = new();

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly DisplayHandle _handle;
    private readonly PacedUpdates _updates;
    private double? _total;
    private double _done;
    private string? _label;
    private TimeSpan? _elapsed;

    /// <summary>Shows a new bar.</summary>
    /// <param name="total">How much there is to do, in any unit; null when nobody knows.</param>
    /// <param name="label">What is being done.</param>
    public Progress(double? total = null, string? label = null)
        : this(total, label, TimeProvider.System)
    {
    }

    internal Progress(double? total, string? label, TimeProvider time)
    {
        (_total, _label, _time) = (total, label, time);
        _started = time.GetTimestamp();
        _handle = DisplayHandle.Show(ToMimeBundle());
        _updates = new PacedUpdates(time, Interval, _handle.Sink, () => _handle.Update(ToMimeBundle()));
    }

    /// <summary>How much is done, in the unit of the total.</summary>
    public double Done
    {
        get
        {
            lock (_gate)
                return _done;
        }
    }

    /// <summary>Shows how far a loop is. The first call shows a bar, those that follow move it; each label has a bar of its own.</summary>
    /// <param name="done">How much is done; as much as <paramref name="total"/> completes the bar.</param>
    /// <param name="total">How much there is to do.</param>
    /// <param name="label">What is being done.</param>
    public static void Report(double done, double total, string? label = null)
    {
        var bars = Reported.GetOrCreateValue(KernelOutputs.Current ?? WithoutSink);
        Progress? bar;
        lock (bars)
        {
            // A bar that was completed stays as it is; reports that follow are those of the next loop.
            if (!bars.TryGetValue(label ?? "", out bar) || bar._elapsed is not null)
                bars[label ?? ""] = bar = new Progress(total, label);
        }

        bar.Set(done, total, label);
    }

    /// <summary>Moves the bar.</summary>
    /// <param name="value">How much is done, in the unit of the total.</param>
    public void Report(double value) => Set(value, null, null);

    /// <summary>Moves the bar and says what is being done now.</summary>
    public void Report(double value, string label) => Set(value, null, label);

    /// <summary>Moves the bar by some more.</summary>
    public void Advance(double by = 1)
    {
        double done;
        lock (_gate)
            done = _done += by;
        Set(done, null, null);
    }

    /// <summary>Says that the work is over: the bar shows how long it took and does not move any more.</summary>
    public void Complete()
    {
        lock (_gate)
            _elapsed ??= _time.GetElapsedTime(_started);
        _updates.Send();
    }

    /// <summary>The same as <see cref="Complete"/>.</summary>
    public void Dispose() => Complete();

    private void Set(double done, double? total, string? label)
    {
        bool isCompleted;
        lock (_gate)
        {
            if (_elapsed is not null)
                return;
            (_done, _total, _label) = (double.IsFinite(done) ? done : _done, total ?? _total, label ?? _label);
            isCompleted = _done >= _total;
        }

        if (isCompleted)
            Complete();
        else
            _updates.Changed();
    }

    internal MimeBundle ToMimeBundle()
    {
        lock (_gate)
        {
            var elapsed = (_elapsed ?? _time.GetElapsedTime(_started)).TotalSeconds;
            var fraction = _total is > 0 and var total && double.IsFinite(_total.Value) ? Math.Clamp(_done / _total.Value, 0, 1) : (double?)null;
            var rate = elapsed > 0 ? _done / elapsed : 0;
            var remaining = fraction is not null && rate > 0 && _elapsed is null ? Math.Max(0, (_total!.Value - _done) / rate) : (double?)null;
            return MimeBundle.Of(MimeTypes.Progress, Json(fraction, elapsed, rate, remaining), Text(fraction, elapsed, rate, remaining));
        }
    }

    private string Json(double? fraction, double elapsed, double rate, double? remaining)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, TableJson.WriterOptions))
        {
            json.WriteStartObject();
            if (_label is not null)
                json.WriteString("label", _label);
            json.WriteNumber("done", _done);
            if (fraction is { } known)
            {
                json.WriteNumber("total", _total!.Value);
                json.WriteNumber("fraction", Math.Round(known, 4));
            }

            json.WriteNumber("elapsedSeconds", Math.Round(elapsed, 2));
            json.WriteNumber("perSecond", double.IsFinite(rate) ? double.Round(rate, 3) : 0);
            if (remaining is { } left && double.IsFinite(left))
                json.WriteNumber("remainingSeconds", Math.Round(left, 1));
            json.WriteBoolean("isCompleted", _elapsed is not null);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private string Text(double? fraction, double elapsed, double rate, double? remaining)
    {
        var text = new StringBuilder(_label is null ? "" : _label + ": ");
        if (fraction is { } known)
            text.Append(CultureInfo.InvariantCulture, $"{_done:0.##} of {_total:0.##} ({known:P0})");
        else
            text.Append(CultureInfo.InvariantCulture, $"{_done:0.##}");
        if (_elapsed is not null)
            text.Append(CultureInfo.InvariantCulture, $", done in {Seconds(elapsed)}");
        else if (rate > 0 && double.IsFinite(rate))
            text.Append(CultureInfo.InvariantCulture, $", {rate:0.##} per second");
        if (remaining is { } left && double.IsFinite(left))
            text.Append(CultureInfo.InvariantCulture, $", {Seconds(left)} left");
        return text.ToString();
    }

    private static string Seconds(double seconds) =>
        seconds < 100 ? string.Create(CultureInfo.InvariantCulture, $"{seconds:0.#} s")
        : seconds < TimeSpan.SecondsPerHour ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0} min")
        : string.Create(CultureInfo.InvariantCulture, $"{seconds / TimeSpan.SecondsPerHour:0.#} h");
}
