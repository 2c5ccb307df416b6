using System.Globalization;

namespace Notebook.Web.Components;

/// <summary>Numbers with their nouns.</summary>
internal static class Counts
{
    public static string Cells(int count) => Of(count, "cell", "cells");

    public static string Notebooks(int count) => Of(count, "notebook", "notebooks");

    public static string Packages(int count) => Of(count, "package", "packages");

    public static string Comments(int count) => Of(count, "comment", "comments");

    private static string Of(int count, string one, string many) => count == 1 ? $"1 {one}" : string.Create(CultureInfo.InvariantCulture, $"{count:N0} {many}");
}
