using Microsoft.DotNet.Interactive.Formatting.TabularData;
using Notebook.Interactive;

namespace System;

/// <summary>The data explorers that notebooks took from extensions: each is the table that every sequence is shown as, which sorts, filters and pages.</summary>
public static class ExplorerExtensions
{
    /// <summary>Shows a sequence of objects as a table.</summary>
    public static DisplayHandle Explore<T>(this IEnumerable<T> source) => DisplayHandle.Show(source);

    /// <inheritdoc cref="Explore{T}(IEnumerable{T})"/>
    public static DisplayHandle Explore(this TabularDataResource source) => DisplayHandle.Show(source);

    /// <summary>A sequence of objects as a value that is shown as a table.</summary>
    public static TabularDataResource ExploreWithSandDance<T>(this IEnumerable<T> source) => source.ToTabularDataResource();

    /// <inheritdoc cref="ExploreWithSandDance{T}(IEnumerable{T})"/>
    public static TabularDataResource ExploreWithSandDance(this TabularDataResource source) => source;

    /// <inheritdoc cref="ExploreWithSandDance{T}(IEnumerable{T})"/>
    public static TabularDataResource ExploreWithNteract<T>(this IEnumerable<T> source) => source.ToTabularDataResource();

    /// <inheritdoc cref="ExploreWithSandDance{T}(IEnumerable{T})"/>
    public static TabularDataResource ExploreWithNteract(this TabularDataResource source) => source;
}
