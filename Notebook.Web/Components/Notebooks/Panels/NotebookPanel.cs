using Notebook.Web.Files;
using Notebook.Web.Secrets;
using Notebook.Web.Sessions;
using Notebook.Web.Sharing;

namespace Notebook.Web.Components.Notebooks.Panels;

/// <summary>A panel that opens from the rail, beside the cells. Its component takes a <see cref="SessionSnapshot"/> named Snapshot and a callback named Close.</summary>
/// <param name="Name">What the button and the panel are called.</param>
/// <param name="IconName">Of img/icons.svg.</param>
/// <param name="Component">What it shows.</param>
/// <param name="LeastRole">Who gets it.</param>
internal sealed record NotebookPanel(string Name, string IconName, Type Component, NotebookRole LeastRole)
{
    /// <summary>What stands on its button as a number with a noun; null for nothing.</summary>
    public Func<SessionSnapshot, (int Count, string Words)?> Badge { get; init; } = static _ => null;

    public static NotebookPanel Comments { get; } = new("Comments", "comment", typeof(CommentsPanel), NotebookRole.Viewer)
    {
        Badge = static snapshot => snapshot.Document.Comments.Count(thread => !thread.IsResolved && snapshot.Document.Find(thread.CellId) is not null) is > 0 and var open ? (open, $"{open} open") : null,
    };

    /// <summary>In the order of the rail, below the outline, which lives in the browser.</summary>
    public static IReadOnlyList<NotebookPanel> All { get; } =
    [
        new("Variables", "variables", typeof(VariablesPanel), NotebookRole.Runner),
        new("Files", "files", typeof(FilesPanel), FileRules.Reads),
        new("Packages", "packages", typeof(PackagesPanel), NotebookRole.Editor),
        new("Secrets", "key", typeof(SecretsPanel), SecretVault.Uses),
        new("Dependencies", "dependencies", typeof(DependenciesPanel), NotebookRole.Viewer),
        Comments,
    ];
}
