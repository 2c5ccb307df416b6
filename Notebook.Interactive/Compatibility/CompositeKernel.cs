using System.Collections;
using Microsoft.DotNet.Interactive.CSharp;
using Notebook.Protocol;

namespace Microsoft.DotNet.Interactive;

/// <summary>The languages of a notebook together.</summary>
public sealed class CompositeKernel : Kernel, IEnumerable<Kernel>
{
    private readonly Dictionary<string, Kernel> _children;

    internal CompositeKernel()
        : base(".NET")
    {
        CSharp = new CSharpKernel();
        _children = CellLanguages.Names.Values.Distinct().ToDictionary(static name => name, name => name == CellLanguages.CSharp ? CSharp : (Kernel)new LanguageKernel(name));
    }

    /// <summary>The language of code that names none.</summary>
#pragma warning disable CA1822 // The shape that existing notebooks call.
    public string DefaultKernelName => CellLanguages.CSharp;
#pragma warning restore CA1822

    /// <summary>One kernel for each language. Text in those that don't run here can be sent to them; the answer says so.</summary>
    public IReadOnlyCollection<Kernel> ChildKernels => _children.Values;

    internal CSharpKernel CSharp { get; }

    /// <inheritdoc/>
    public IEnumerator<Kernel> GetEnumerator() => _children.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal Kernel? Find(string name) =>
        name == Name ? this : CellLanguages.Find(name) is { } language ? _children.GetValueOrDefault(language) : null;
}
