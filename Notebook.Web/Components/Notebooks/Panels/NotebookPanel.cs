using Notebook.Web.Files;
using Notebook.Web.Sharing;

namespace Notebook.Web.Components.Notebooks.Panels;

/// <summary>A panel that opens from the rail, beside the cells. Its component takes a <see cref="Sessions.SessionSnapshot"/> named Snapshot and a callback named Close.</summary>
/// <param name="Name">What the button and the panel are called.</param>
/// <param name="IconName">Of img/icons.svg.</param>
/// <param name="Component">What it shows.</param>
/// <param name="LeastRole">Who gets it.</param>
internal sealed record NotebookPanel(string Name, string IconName, Type Component, NotebookRole LeastRole)
{
    /// <summary>In the order of the rail, below the outline, which lives in the browser.</summary>
    public static IReadOnlyList<NotebookPanel> All { get; } =
    [
        new("Variables", "variables", typeof(VariablesPanel), NotebookRole.Runner),
        new("Files", "files", typeof(FilesPanel), FileRules.Reads),
        new("Packages", "packages", typeof(PackagesPanel), NotebookRole.Editor),
        new("Dependencies", "dependencies", typeof(DependenciesPanel), NotebookRole.Viewer),
    ];
}
