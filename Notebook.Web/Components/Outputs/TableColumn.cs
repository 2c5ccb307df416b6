namespace Notebook.Web.Components.Outputs;

/// <summary>A column of a table output.</summary>
internal sealed record TableColumn(string Name, bool IsNumber);
