using System.Globalization;

namespace Notebook.Web.Sandbox;

/// <summary>How much a kernel gives way to others. A kernel that is started ahead gives way to everything, and is a kernel like others when somebody has it.</summary>
internal static class KernelPriority
{
    public const int Usual = 5;

    public const int Ahead = 15;

    private const int MaySetPriority = 23;

    /// <summary>Whether this process can take a low priority back; without, nobody is given one.</summary>
    public static bool CanRaise { get; } = ReadCapability(MaySetPriority);

    /// <summary>Gives all threads of a kernel the usual priority.</summary>
    /// <param name="started">The process that was started for it.</param>
    public static void Raise(int started)
    {
        if (!CanRaise || KernelProcess.Find(started) is not { } process)
            return;
        try
        {
            // Priorities belong to threads; new ones take their maker's.
            foreach (var path in Directory.EnumerateDirectories($"/proc/{process.Id}/task"))
                NativeCalls.SetPriority(int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture), Usual);
        }
        catch (IOException)
        {
            // It has just ended, which its owner is told.
        }
    }

    private static bool ReadCapability(int number)
    {
        const string Field = "CapEff:";
        try
        {
            return File.ReadLines("/proc/self/status").FirstOrDefault(static line => line.StartsWith(Field, StringComparison.Ordinal)) is { } line
                && (ulong.Parse(line[Field.Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) >> number & 1) == 1;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
