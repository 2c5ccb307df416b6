using System.Globalization;

namespace Notebook.Web.Sandbox;

/// <summary>
/// How much a kernel gives way to others. One that starts, and one whose cell has computed for a while, give way to those whose people
/// wait for a short answer.
/// </summary>
internal static class KernelPriority
{
    public const int Usual = 5;

    public const int Low = 15;

    private const int MaySetPriority = 23;

    /// <summary>Whether this process can take a low priority back; without, nobody is given one.</summary>
    public static bool CanRaise { get; } = ReadCapability(MaySetPriority);

    /// <summary>Gives all threads of a kernel a priority, where it could be taken back.</summary>
    /// <param name="started">The process that was started for it.</param>
    /// <param name="isLow">Which.</param>
    public static void Set(int started, bool isLow)
    {
        if (!CanRaise || KernelProcess.Find(started) is not { } process)
            return;
        try
        {
            var niceness = isLow ? Low : Usual;
            // Where sessions are scheduled as groups, the group's counts: a kernel is a session of its own.
            var group = $"/proc/{process.Id}/autogroup";
            if (File.Exists(group))
                File.WriteAllText(group, niceness.ToString(CultureInfo.InvariantCulture));
            // Otherwise priorities belong to threads; new ones take their maker's.
            foreach (var path in Directory.EnumerateDirectories($"/proc/{process.Id}/task"))
                NativeCalls.SetPriority(int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture), niceness);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It has just ended, which its owner is told; or the system wants fewer changes in a second, and the next look tries again.
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
