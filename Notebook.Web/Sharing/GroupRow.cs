namespace Notebook.Web.Sharing;

/// <summary>A group as administrators see it.</summary>
/// <param name="Group">The group.</param>
/// <param name="Managers">What its managers are called: whom to ask.</param>
/// <param name="Notebooks">How many belong to it.</param>
/// <param name="Bytes">What its folder holds.</param>
public sealed record GroupRow(Group Group, string Managers, int Notebooks, long Bytes);
