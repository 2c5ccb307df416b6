using System.Globalization;
using Notebook.Interactive.Plots;
using Notebook.Interactive.Tables;
using Notebook.Protocol;

namespace Notebook.Interactive.Formatting;

/// <summary>The making of one value's bundle, in the forms asked for or, with none, in those that show it best. Used once.</summary>
internal sealed class ValueRendering(object value, IReadOnlyList<string> requested, FormatterRegistry registry, CaptureLimits limits)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _forms = new(StringComparer.OrdinalIgnoreCase);
    private readonly CaptureBudget _budget = new(limits);
    private readonly TimeSpan _time = ForeignPlots.IsChart(value.GetType()) ? ForeignPlots.Time : limits.Time;
    private IReadOnlyList<string> _wanted = requested;
    private bool _timeIsUp;

    public MimeBundle Render()
    {
        if (registry.IsUntouched && _wanted.Count == 0 && TrustedTypes.Contains(value.GetType()))
            Produce();
        else
            BoundedCall.Run(Produce, _time, TimeIsUp);

        // The code may still be running; what it made until now is all that counts.
        Dictionary<string, string> forms;
        lock (_gate)
        {
            _timeIsUp = true;
            forms = new Dictionary<string, string>(_forms, StringComparer.OrdinalIgnoreCase);
        }

        WriteCaptured(forms);
        if (!forms.ContainsKey(MimeTypes.PlainText))
            forms[MimeTypes.PlainText] = forms.TryGetValue(MimeTypes.Json, out var json) ? json : $"({TimeNote})";
        return new MimeBundle { Contents = MimeBundle.Text("").Contents.Clear().AddRange(forms) };
    }

    private string TimeNote => string.Create(CultureInfo.InvariantCulture,
        $"stopped after {_time.TotalSeconds:0.#} seconds; to wait for all of it, put it into a variable first, for example with ToList()");

    private void Produce()
    {
        var type = value.GetType();
        if (_wanted.Count == 0)
            _wanted = registry.PreferredFor(type);
        foreach (var mimeType in _wanted.Count > 0 ? _wanted : registry.MimeTypesFor(type))
        {
            if (registry.Find(type, mimeType) is { } format)
                Try(mimeType, () =>
                {
                    // Null is a formatter that leaves the value to the others.
                    if (format(value) is { } text)
                        Set(mimeType, text);
                });
        }

        if (_wanted.Contains(MimeTypes.Json, StringComparer.OrdinalIgnoreCase) && !Has(MimeTypes.Json))
            Try(MimeTypes.Json, () => Set(MimeTypes.Json, JsonForm.Write(value)));
        if (_forms.Count == 0 && _wanted.Count == 0)
            Try(null, SetOwnForms);
        // JSON asked for alone is its own text: the value's getters need not run a second time.
        if (!Has(MimeTypes.PlainText) && !(_wanted.Count == 1 && Has(MimeTypes.Json)))
            new ValueCapture(_budget, registry).Capture(value);
    }

    /// <summary>The forms of values that know their own, and of pictures and bytes.</summary>
    private void SetOwnForms()
    {
        if (value is IDisplayable displayable)
            Set(displayable.ToMimeBundle());
        else if (TypedPlots.TryChart(value) is { } chart)
            Set(chart.ToMimeBundle());
        else if (PictureObjects.TryPng(value) is { } png)
            Set(ImageBytes.ToBundle(png, MimeTypes.Png));
        else if (BytesOf(value) is { } bytes)
            Set(ImageBytes.MimeTypeOf(bytes.Span) is { } mimeType ? ImageBytes.ToBundle(bytes.Span, mimeType) : MimeBundle.Text(HexDump.Write(bytes.Span)));
    }

    private void WriteCaptured(Dictionary<string, string> forms)
    {
        if (_budget.Root is not { } captured)
            return;

        if (_wanted.Count > 0)
        {
            foreach (var mimeType in _wanted.Where(m => !forms.ContainsKey(m)))
                WriteWanted(forms, mimeType, captured);
        }
        else if (forms.Count == 0)
            WriteBest(forms, captured);

        forms.TryAdd(MimeTypes.PlainText, TextOf(captured));
    }

    private static void WriteWanted(Dictionary<string, string> forms, string mimeType, CapturedValue captured)
    {
        switch (mimeType.ToUpperInvariant())
        {
            case "TEXT/HTML":
                forms[MimeTypes.Html] = HtmlWriter.Write(captured);
                break;
            case "TEXT/CSV":
                forms[MimeTypes.Csv] = CsvWriter.Write(captured);
                break;
            case "TEXT/PLAIN":
                forms[MimeTypes.PlainText] = TextOf(captured);
                break;
            case var other when MimeTypes.IsJson(other) || MimeTypes.IsBase64(other):
                // Text cannot be passed off as these.
                break;
            default:
                forms[mimeType] = TextOf(captured);
                break;
        }
    }

    // One rich form at most: what shows the value best is decided here, not by every reader of bundles.
    private void WriteBest(Dictionary<string, string> forms, CapturedValue captured)
    {
        if (captured.HasHtmlForm)
            forms[MimeTypes.Html] = HtmlWriter.Write(captured);
        else if (captured is CapturedScalar { Kind: ScalarKind.Json } json && JsonForm.IsJson(json.Text))
            forms[MimeTypes.Json] = json.Text;
        else if (TableView.TryOf(captured) is { } table)
            forms[MimeTypes.Table] = WriteTable(table);
        else if (MatrixTable.TryOf(captured) is { } matrix)
            forms[MimeTypes.Table] = TableJson.Write(matrix);
        else if (captured is CapturedComposite composite && (composite.Kind != CompositeKind.Sequence || composite.Parts.Any(static p => p.Value is CapturedComposite)))
            forms[MimeTypes.Tree] = TreeJson.Write(captured);
    }

    private string WriteTable(TableView table) =>
        _budget.Recorder?.ToTable() is { } recorded && recorded.RowCount > table.Rows.Count
            ? TableJson.Write(table, recorded, CapturedTables.Shared.Add(recorded))
            : TableJson.Write(table);

    private static string TextOf(CapturedValue captured) =>
        captured is CapturedScalar { Kind: ScalarKind.Json } json ? JsonForm.Indent(json.Text) : PlainTextWriter.Write(captured);

    private void Try(string? mimeType, Action produce)
    {
        try
        {
            produce();
        }
        catch (Exception exception) when (exception is not CaptureClosedException)
        {
            // A formatter of the user's that throws is shown as what it throws, in place of the value.
            Set(MimeTypes.PlainText, $"{TypeNames.Of(value.GetType())} could not be shown{(mimeType is null ? "" : $" as {mimeType}")}: "
                + $"{TypeNames.Of(exception.GetType())}: {Clip.To(ExceptionText.MessageOf(exception), 1_000)}");
        }
    }

    private bool Has(string mimeType)
    {
        lock (_gate)
            return _forms.ContainsKey(mimeType);
    }

    private void Set(MimeBundle? bundle)
    {
        foreach (var (mimeType, content) in bundle?.Contents ?? MimeBundle.Text("").Contents)
            Set(mimeType, content);
        if (!Has(MimeTypes.PlainText))
            Set(MimeTypes.PlainText, $"({TypeNames.Of(value.GetType())})");
    }

    private void Set(string mimeType, string? content)
    {
        lock (_gate)
        {
            if (_timeIsUp)
                throw new CaptureClosedException();
            _forms[mimeType] = content ?? "";
        }
    }

    private void TimeIsUp()
    {
        lock (_gate)
            _timeIsUp = true;
        _budget.Close(TimeNote);
    }

    private static ReadOnlyMemory<byte>? BytesOf(object value) => value switch
    {
        byte[] bytes => new ReadOnlyMemory<byte>(bytes),
        ReadOnlyMemory<byte> memory => memory,
        Memory<byte> memory => (ReadOnlyMemory<byte>)memory,
        // Without the cast, null would become an empty memory.
        _ => (ReadOnlyMemory<byte>?)null,
    };
}
