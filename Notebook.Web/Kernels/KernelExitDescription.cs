using System.Globalization;

namespace Notebook.Web.Kernels;

/// <summary>Says in plain words why a kernel's process ended.</summary>
internal static class KernelExitDescription
{
    private const int Aborted = 134;
    private const int FirstSignal = 128;

    /// <summary>Describes an end that nobody here asked for.</summary>
    /// <param name="exitCode">The process's exit code; 128 + signal when a signal ended it.</param>
    /// <param name="lastWords">The end of what it wrote to its standard error.</param>
    public static string Of(int exitCode, string lastWords) => exitCode switch
    {
        0 => "The kernel ended because code in a cell ended its process.",
        Aborted when lastWords.Contains("Stack overflow", StringComparison.Ordinal) =>
            "The kernel ended because the code overflowed the stack: a method calls itself without end.",
        Aborted when lastWords.Contains("Out of memory", StringComparison.OrdinalIgnoreCase) =>
            "The kernel ended because it ran out of memory. Work on less data at a time, or free what is no longer needed.",
        Aborted => $"The kernel ended because it was aborted (signal 6, SIGABRT), as after Environment.FailFast.{Quote(lastWords)}",
        FirstSignal + 9 => "The kernel was ended by signal 9 (SIGKILL). Something outside it did that, as the system does when memory runs out.",
        FirstSignal + 11 => "The kernel was ended by signal 11 (SIGSEGV): native code or an unsafe pointer touched memory that is not its own.",
        > FirstSignal and < FirstSignal + 65 => $"The kernel was ended by signal {exitCode - FirstSignal}{NameOf(exitCode - FirstSignal)}.",
        _ => $"The kernel ended with exit code {exitCode.ToString(CultureInfo.InvariantCulture)}, as after Environment.Exit({exitCode.ToString(CultureInfo.InvariantCulture)}).{Quote(lastWords)}",
    };

    private static string NameOf(int signal) => signal switch
    {
        2 => " (SIGINT)",
        4 => " (SIGILL)",
        6 => " (SIGABRT)",
        7 => " (SIGBUS)",
        8 => " (SIGFPE)",
        15 => " (SIGTERM)",
        24 => " (SIGXCPU)",
        25 => " (SIGXFSZ)",
        31 => " (SIGSYS)",
        _ => "",
    };

    private static string Quote(string lastWords)
    {
        var line = lastWords.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault();
        return line is null ? "" : $" Its last words: {(line.Length > 300 ? line[..300] + "…" : line)}";
    }
}
