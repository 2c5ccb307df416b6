namespace Notebook.Tests.Interactive.Compatibility;

/// <summary>Tests that change the formatters all others use: they run alone.</summary>
[CollectionDefinition(nameof(SharedFormatters), DisableParallelization = true)]
public sealed class SharedFormatters;
