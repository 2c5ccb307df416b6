using System.Collections.Immutable;
using Notebook.Protocol.Language;

namespace Notebook.Web.Language;

/// <summary>
/// Bounds what the language process tells. It runs nobody's code, but it reads everybody's text, and a defect of the compiler's must
/// not become one of the server's.
/// </summary>
internal static class LanguageAnswers
{
    /// <returns>The answer within its bounds; null for one that has no sense.</returns>
    public static LanguageAnswer? Check(LanguageAnswer answer) => answer switch
    {
        NotebookDiagnosed diagnosed => diagnosed.Cells.IsDefault || diagnosed.Cells.Any(static cell => cell?.CellId is null || cell.Diagnostics.IsDefault || cell.Uses.IsDefault || cell.Defines.IsDefault || cell.Makes.IsDefault) ? null : diagnosed with
        {
            Cells = [.. diagnosed.Cells.Select(static cell => cell with
            {
                Diagnostics = Few(cell.Diagnostics.Where(static one => one is { Id: not null, Message: not null } && IsSpan(one.Start, one.End)), 2 * LanguageLimits.MaxDiagnostics),
                Uses = Few(cell.Uses.Where(static use => use is { Name: not null, CellId: not null }), LanguageLimits.MaxNames),
                Defines = Few(cell.Defines.Where(static name => name is not null), LanguageLimits.MaxNames),
                Makes = Few(cell.Makes.Where(static name => name is not null), LanguageLimits.MaxNames),
            })],
            Packages = Few(diagnosed.Packages, Protocol.FrameLimits.MaxPackages),
            Sources = Few(diagnosed.Sources, Protocol.FrameLimits.MaxPackages),
            Files = Few(diagnosed.Files, LanguageLimits.MaxFiles),
        },
        CompletionsListed listed => listed.Items.IsDefault || !IsSpan(listed.Start, listed.End) ? null : listed with { Items = Few(listed.Items.Where(static item => item is { Label: not null, Kind: not null }), 2 * LanguageLimits.MaxItems) },
        CompletionDescribed described => described.Edits.IsDefault || !described.Edits.All(IsEdit) ? null : described,
        SignaturesListed listed => listed.Signatures.IsDefault ? null : listed with { Signatures = Few(listed.Signatures.Where(static one => one is { Label: not null, Parameters.IsDefault: false }), LanguageLimits.MaxSignatures) },
        TextClassified classified => classified.Spans.IsDefault || classified.Kinds.IsDefault || classified.Spans.Length % 3 != 0 ? null : classified,
        EditsProposed proposed => proposed.Cells.IsDefault || proposed.Cells.Any(static cell => cell is null || cell.Edits.IsDefault || !cell.Edits.All(IsEdit)) ? null : proposed,
        SymbolFound found => found.Places.IsDefault ? null : found with { Places = Few(found.Places.Where(static place => place is { CellId: not null, Preview: not null } && IsSpan(place.Start, place.End)), 2_000) },
        FixesListed listed => listed.Fixes.IsDefault || listed.UnknownNamespaces.IsDefault ? null : listed with { Fixes = Few(listed.Fixes.Where(static fix => fix is { Title: not null, Edits.IsDefault: false } && fix.Edits.All(IsEdit)), LanguageLimits.MaxFixes) },
        _ => answer,
    };

    private static bool IsSpan(int start, int end) => start >= 0 && end >= start;

    private static bool IsEdit(TextEdit? edit) => edit is { Text: not null } && IsSpan(edit.Start, edit.End);

    private static ImmutableArray<T> Few<T>(IEnumerable<T> items, int most) => [.. items.Take(most)];
}
