namespace Notebook.Protocol;

/// <summary>Bounds of the pages of tables, enforced on both sides of the pipe.</summary>
public static class TableLimits
{
    /// <summary>Rows in one page. A download asks for one such page after the other.</summary>
    public const int MaxPageRows = 5_000;

    /// <summary>The largest page, in UTF-16 code units of JSON.</summary>
    public const int MaxPageChars = 4 * 1024 * 1024;

    /// <summary>The size from which a page gets no more rows, so that even one more of the longest fits.</summary>
    public const int FullPageChars = 512 * 1024;

    /// <summary>Columns of a table.</summary>
    public const int MaxColumns = 100;

    /// <summary>Columns that a table is sorted by at once.</summary>
    public const int MaxSorts = 8;

    /// <summary>Conditions that rows are filtered by at once.</summary>
    public const int MaxFilters = 32;

    /// <summary>Values in one condition, and values of a column that are offered to choose from.</summary>
    public const int MaxChoices = 50;

    /// <summary>UTF-16 code units of one value of a condition.</summary>
    public const int MaxFilterChars = 1_000;
}
