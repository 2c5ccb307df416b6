using System.Globalization;

namespace Notebook.Web.Components.Notebooks;

/// <summary>How long something took, in as many digits as mean something.</summary>
internal static class ElapsedText
{
    public static string Of(TimeSpan elapsed) => elapsed switch
    {
        { TotalMilliseconds: < 1 } => "< 1 ms",
        { TotalMilliseconds: < 100 } => Format($"{elapsed.TotalMilliseconds:0} ms"),
        { TotalSeconds: < 10 } => Format($"{elapsed.TotalSeconds:0.00} s"),
        { TotalSeconds: < 60 } => Format($"{elapsed.TotalSeconds:0.0} s"),
        { TotalHours: < 1 } => Format($"{elapsed.Minutes} min {elapsed.Seconds} s"),
        _ => Format($"{(int)elapsed.TotalHours} h {elapsed.Minutes} min"),
    };

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
