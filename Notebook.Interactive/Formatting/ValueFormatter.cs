using Notebook.Protocol;

namespace Notebook.Interactive.Formatting;

/// <summary>
/// Turns any value into a MIME bundle: always with <c>text/plain</c>, and at most one richer form, the one that shows the value best.
/// A sequence of objects, DataTable, IDataReader and DataFrame are <see cref="MimeTypes.Table"/>, objects and dictionaries
/// <see cref="MimeTypes.Tree"/>, JSON documents <see cref="MimeTypes.Json"/>, bytes of a picture <c>image/…</c>, a value whose type has an HTML
/// formatter <see cref="MimeTypes.Html"/>; numbers, texts and sequences of them are text alone.
/// </summary>
/// <remarks>
/// The value's own code (getters, enumerators, formatters) runs once, on a thread of its own, and is cut off when its time is up; what was
/// seen until then is shown. What it throws becomes part of the output.
/// </remarks>
public static class ValueFormatter
{
    /// <summary>The bundle of a value, whatever the value does.</summary>
    /// <param name="value">The value; null is shown too.</param>
    /// <param name="mimeTypes">The forms wanted; none for those that show the value best.</param>
    public static MimeBundle Format(object? value, params IReadOnlyList<string> mimeTypes) =>
        Format(value, mimeTypes, FormatterRegistry.Shared, Formatter.Limits);

    internal static MimeBundle Format(object? value, IReadOnlyList<string> mimeTypes, FormatterRegistry registry, CaptureLimits limits)
    {
        if (value is null)
            return mimeTypes.Contains(MimeTypes.Html)
                ? MimeBundle.Of(MimeTypes.Html, HtmlWriter.Write(new CapturedScalar(ScalarKind.Null, registry.NullText)), registry.NullText)
                : MimeBundle.Text(registry.NullText);
        if (registry.ItemsOf(value.GetType()) is { } items)
            limits = limits with { Items = items, Rows = items };
        if (value is MimeBundle bundle)
            return BundleLimits.Fit(bundle);
        if (mimeTypes.Count == 0 && registry.IsUntouched && Scalars.TrySimple(value) is { } scalar)
            return MimeBundle.Text(Clip.To(scalar.Text, limits.Characters));
        return BundleLimits.Fit(new ValueRendering(value, mimeTypes, registry, limits).Render());
    }
}
