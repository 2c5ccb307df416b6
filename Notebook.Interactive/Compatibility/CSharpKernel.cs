using System.Diagnostics.CodeAnalysis;
using Notebook.Interactive;
using Notebook.Protocol;

namespace Microsoft.DotNet.Interactive.CSharp;

/// <summary>The C# of a notebook, with its variables.</summary>
public sealed class CSharpKernel : Kernel
{
    internal CSharpKernel()
        : base(CellLanguages.CSharp)
    {
    }

#pragma warning disable CA1822 // Instance members, because existing notebooks call them on a kernel.
    /// <summary>Reads a variable of the notebook.</summary>
    /// <returns>False when there is none of this name and type.</returns>
    public bool TryGetValue<T>(string name, [MaybeNullWhen(false)] out T value)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (KernelEngine.Current.TryGetValue(name, out var found) && (found is T || (found is null && default(T) is null)))
        {
            value = (T)found!;
            return true;
        }

        value = default;
        return false;
    }
#pragma warning restore CA1822
}
