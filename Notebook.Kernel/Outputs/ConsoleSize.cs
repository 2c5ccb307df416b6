using System.Reflection;

namespace Notebook.Kernel.Outputs;

/// <summary>
/// The size of the console that code asks for: libraries lay out tables and progress by <c>Console.WindowWidth</c>. Without a terminal
/// the framework says 0, and knows no way to say another.
/// </summary>
internal static class ConsoleSize
{
    /// <summary>As many columns as the page shows of a line without scrolling.</summary>
    public const int Width = 120;

    public const int Height = 40;

    /// <summary>Sets what the framework has measured; where a later version measures elsewhere, the size is 0 as before.</summary>
    public static void Set()
    {
        if (typeof(Console).Assembly.GetType("System.ConsolePal") is not { } console)
            return;
        foreach (var (name, value) in (ReadOnlySpan<(string, int)>)[("s_invalidateCachedSettings", 0), ("s_windowWidth", Width), ("s_windowHeight", Height)])
            if (console.GetField(name, BindingFlags.NonPublic | BindingFlags.Static) is { } field && field.FieldType == typeof(int))
                field.SetValue(null, value);
    }
}
