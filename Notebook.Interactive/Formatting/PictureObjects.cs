using System.Reflection;
using System.Runtime.CompilerServices;

namespace Notebook.Interactive.Formatting;

/// <summary>
/// Pictures and plots of packages that notebooks bring themselves, as PNG: SkiaSharp's bitmaps, images and surfaces, and ScottPlot's plots.
/// Known by the names of their types, so that no version of those packages is needed here.
/// </summary>
internal static class PictureObjects
{
    private const int PlotWidth = 800;
    private const int PlotHeight = 500;
    private const int Quality = 100;

    private static readonly ConditionalWeakTable<Type, string> Kinds = [];

    /// <summary>The value as a PNG; null when it is no such picture. Runs the package's code.</summary>
    /// <exception cref="InvalidOperationException">The package could not encode it.</exception>
    public static byte[]? TryPng(object value) => KindOf(value.GetType()) switch
    {
        "" => null,
        "SkiaSharp.SKSurface" => OfSurface(value),
        "ScottPlot.Plot" => OfPlot(value),
        "ScottPlot.Multiplot" => OfMultiplot(value),
        "ScottPlot.Image" => Call(value, "GetImageBytes", PngOf(value)) as byte[],
        _ => OfSkia(value),
    } is { } bytes && ImageBytes.MimeTypeOf(bytes) is not null ? bytes
        : KindOf(value.GetType()).Length == 0 ? null
        : throw new InvalidOperationException("the picture is empty or could not be encoded as PNG");

    private static string KindOf(Type type) => Kinds.GetValue(type, static type =>
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.FullName is "SkiaSharp.SKBitmap" or "SkiaSharp.SKImage" or "SkiaSharp.SKPixmap" or "SkiaSharp.SKSurface"
                or "ScottPlot.Plot" or "ScottPlot.Multiplot" or "ScottPlot.Image")
                return current.FullName;
        }

        return "";
    });

    private static byte[]? OfSurface(object surface)
    {
        using var image = Call(surface, "Snapshot") as IDisposable;
        return image is null ? null : OfSkia(image);
    }

    private static byte[]? OfSkia(object picture)
    {
        var format = picture.GetType().Assembly.GetType("SkiaSharp.SKEncodedImageFormat");
        if (format is null)
            return null;
        using var data = Call(picture, "Encode", Enum.Parse(format, "Png"), Quality) as IDisposable;
        return data is null ? null : Call(data, "ToArray") as byte[];
    }

    // ScottPlot 5 asks for a size and a format, whose default is a bitmap; 4 has its own of both.
    private static byte[]? OfPlot(object plot) => (Call(plot, "GetImageBytes", PlotWidth, PlotHeight, PngOf(plot)) ?? Call(plot, "GetImageBytes")) as byte[];

    private static byte[]? OfMultiplot(object plot)
    {
        using var image = Call(plot, "GetImage", PlotWidth, PlotHeight * 2) as IDisposable;
        return image is null ? null : Call(image, "GetImageBytes", PngOf(image)) as byte[];
    }

    // A type that no parameter has, when the package knows no formats: the call then finds nothing.
    private static object PngOf(object value) =>
        value.GetType().Assembly.GetType("ScottPlot.ImageFormat") is { } format ? Enum.Parse(format, "Png") : DBNull.Value;

    /// <summary>Calls the method that takes these arguments first and may have defaults after them; null when there is none.</summary>
    private static object? Call(object value, string name, params object[] arguments)
    {
        foreach (var method in value.GetType().GetMethods(BindingFlags.Public | BindingFlags.Instance).Where(m => m.Name == name).OrderBy(static m => m.GetParameters().Length))
        {
            var parameters = method.GetParameters();
            if (parameters.Length < arguments.Length || !parameters.Skip(arguments.Length).All(static p => p.HasDefaultValue)
                || !arguments.Zip(parameters).All(static pair => pair.Second.ParameterType.IsInstanceOfType(pair.First)))
                continue;
            object?[] all = [.. arguments, .. parameters.Skip(arguments.Length).Select(static p => p.ParameterType.IsEnum && p.DefaultValue is not null ? Enum.ToObject(p.ParameterType, p.DefaultValue) : p.DefaultValue)];
            return method.Invoke(value, BindingFlags.DoNotWrapExceptions, null, all, null);
        }

        return null;
    }
}
