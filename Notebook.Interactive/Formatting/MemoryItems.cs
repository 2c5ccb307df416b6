using System.Reflection;

namespace Notebook.Interactive.Formatting;

/// <summary>The first items of a <see cref="Memory{T}"/> or <see cref="ReadOnlyMemory{T}"/>, which are no sequences by themselves.</summary>
/// <param name="TypeName">As C# writes it.</param>
/// <param name="Items">A copy of the first ones.</param>
/// <param name="Length">How many it has.</param>
internal sealed record MemoryItems(string TypeName, Array Items, int Length)
{
    /// <summary>Null when the value is no memory.</summary>
    public static MemoryItems? TryOf(object value, int limit)
    {
        var type = value.GetType();
        if (!type.IsGenericType || !type.IsValueType || type.GetGenericTypeDefinition() is var definition && definition != typeof(Memory<>) && definition != typeof(ReadOnlyMemory<>))
            return null;
        return (MemoryItems)typeof(MemoryItems).GetMethod(definition == typeof(Memory<>) ? nameof(OfMemory) : nameof(OfReadOnly), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(type.GetGenericArguments()).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [value, limit], null)!;
    }

    private static MemoryItems OfMemory<T>(Memory<T> memory, int limit) => OfReadOnly<T>(memory, limit) with { TypeName = TypeNames.Of(typeof(Memory<T>)) };

    private static MemoryItems OfReadOnly<T>(ReadOnlyMemory<T> memory, int limit) =>
        new(TypeNames.Of(typeof(ReadOnlyMemory<T>)), memory[..Math.Min(memory.Length, limit)].ToArray(), memory.Length);
}
