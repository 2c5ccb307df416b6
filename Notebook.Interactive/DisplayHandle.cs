using Notebook.Interactive.Formatting;
using Notebook.Protocol;

namespace Notebook.Interactive;

/// <summary>
/// A value on the page that can be replaced in place.
/// <example><code>
/// var handle = "starting".Display();
/// handle.Update("half way");
/// </code></example>
/// </summary>
/// <remarks>Safe from several threads. It may outlive its cell; an update of an output that is gone from the page shows nothing.</remarks>
public sealed class DisplayHandle : IShownAlready
{
    private readonly IOutputSink? _sink;

    private DisplayHandle(IOutputSink? sink) => _sink = sink;

    /// <summary>The name of the value on the page; never used twice, not even by a kernel started later.</summary>
    public string Id { get; } = Guid.CreateVersion7().ToString("n");

    /// <summary>Replaces what is shown with <paramref name="value"/>; a <see cref="MimeBundle"/> is shown as it is.</summary>
    public void Update(object? value) => Update(ValueFormatter.Format(value));

    // Not public: the compiler reads every overload, and a cell that calls Update would need a reference to Notebook.Protocol.
    internal void Update(MimeBundle bundle) => Publish(_sink, new DisplayUpdate { DisplayId = Id, Data = BundleLimits.Fit(bundle) });

    /// <summary>Adds points to the chart that is shown. Without a kernel nothing is printed: the chart was named when it began.</summary>
    internal void Extend(ChartPoints points) => _sink?.Publish(new ChartGrew { DisplayId = Id, Points = points });

    internal IOutputSink? Sink => _sink;

    internal static DisplayHandle Show(object? value, bool isResult = false) => Show(ValueFormatter.Format(value), isResult);

    internal static DisplayHandle Show(MimeBundle bundle, bool isResult = false)
    {
        // The handle keeps the sink, so that an update from a later cell reaches the output where it stands.
        var handle = new DisplayHandle(KernelOutputs.Current);
        Publish(handle._sink, new DisplayValue { DisplayId = handle.Id, Data = BundleLimits.Fit(bundle), IsResult = isResult });
        return handle;
    }

    private static void Publish(IOutputSink? sink, KernelOutput output)
    {
        if (sink is not null)
            sink.Publish(output);
        else
            Console.WriteLine(output is DisplayValue value ? value.Data.PlainText : ((DisplayUpdate)output).Data.PlainText);
    }
}
