using System.Collections.Immutable;
using System.Globalization;

namespace Notebook.Web.Sandbox;

/// <summary>
/// One limit on memory as the numbers of its four nets. The collector's comes first and is an exception in the cell; then what
/// native code may take; then address space, which bounds shared memory; and the watchdog, which sees what is really used.
/// </summary>
internal static class KernelMemory
{
    private const long Megabyte = 1024 * 1024;

    /// <summary>The runtime, its code, and the stacks of 512 threads, none of which is data of the user's.</summary>
    private const long OwnBytes = 1024 * Megabyte;

    /// <summary>What a runtime reserves besides the collector's range (measured: 2.6 GB), and room for mapped files.</summary>
    private const long ReservedBytes = 4096 * Megabyte;

    /// <summary>Of the limit, for the collector; the rest is native.</summary>
    private const int HeapPercent = 75;

    public static long Heap(int megabytes) => megabytes * Megabyte * HeapPercent / 100;

    public static long Data(int megabytes) => (megabytes * Megabyte) + OwnBytes;

    public static long AddressSpace(int megabytes) => Range(megabytes) + (megabytes * Megabyte) + ReservedBytes;

    /// <summary>The environment that tells the collector, which reads hexadecimal numbers.</summary>
    public static ImmutableArray<string> Environment(int megabytes) => megabytes <= 0 ? [] :
        [$"DOTNET_GCHeapHardLimit={Hex(Heap(megabytes))}", $"DOTNET_GCRegionRange={Hex(Range(megabytes))}"];

    // Less makes the collector fail on fragmentation before it meets its limit.
    private static long Range(int megabytes) => Heap(megabytes) * 5 / 2;

    private static string Hex(long value) => "0x" + value.ToString("X", CultureInfo.InvariantCulture);
}
