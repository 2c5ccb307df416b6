namespace Notebook.Tests.Kernels;

/// <summary>Tests whose kernel takes over this process's console, one after the other.</summary>
[CollectionDefinition(nameof(OneInProcessKernel))]
public sealed class OneInProcessKernel;
