using System.Collections.Immutable;
using Notebook.Interactive.Queries;
using Notebook.Protocol.Language;

namespace Notebook.Kernel.Language;

/// <summary>What SQL names: tables, each of which may be a variable, values behind <c>$</c>, tables that it makes or changes, and files.</summary>
/// <param name="Tables">Where a table may stand.</param>
/// <param name="Values">Behind a <c>$</c>.</param>
/// <param name="Made">Tables and views that it creates.</param>
/// <param name="Changed">Tables that it fills, changes or drops.</param>
/// <param name="Files">Its texts that are names of files, and what <c>copy … to</c> writes.</param>
internal sealed record QueryNames(ImmutableHashSet<string> Tables, ImmutableHashSet<string> Values, ImmutableHashSet<string> Made, ImmutableHashSet<string> Changed, NamedFiles Files)
{
    // As the database does, which tells T from t no more than the search for a variable does.
    private static readonly ImmutableHashSet<string> NoTables = ImmutableHashSet.Create<string>(StringComparer.OrdinalIgnoreCase);

    public static QueryNames None { get; } = new(NoTables, ImmutableHashSet.Create<string>(StringComparer.Ordinal), NoTables, NoTables, NamedFiles.None);

    public bool IsEmpty => Tables.IsEmpty && Values.IsEmpty && Made.IsEmpty && Changed.IsEmpty && Files.IsEmpty;

    public static QueryNames Of(string text)
    {
        var names = None;
        foreach (var statement in SqlText.Statements(text))
        {
            names = names with { Tables = names.Tables.Union(statement.Tables.Where(IsName)), Values = names.Values.Union(statement.Parameters.Where(static name => IsName(name) && !char.IsDigit(name[0]))) };
            if (statement.Target is { } target && IsName(target))
                names = statement.FirstWord == "create" ? names with { Made = names.Made.Add(target) } : names with { Changed = names.Changed.Add(target) };
            foreach (var quoted in statement.Texts)
                names = names with { Files = quoted == statement.Written ? names.Files.WithMade(quoted) : names.Files.WithRead(quoted) };
        }

        return names;
    }

    public QueryNames With(QueryNames other) =>
        other.IsEmpty ? this : new(Tables.Union(other.Tables), Values.Union(other.Values), Made.Union(other.Made), Changed.Union(other.Changed), Files.With(other.Files));

    private static bool IsName(string name) => name.Length is > 0 and <= LanguageLimits.MaxWordChars && !name.AsSpan().ContainsAny('\n', '\r');
}
