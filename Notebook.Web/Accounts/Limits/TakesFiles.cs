namespace Notebook.Web.Accounts.Limits;

/// <summary>Marks an address that takes bodies of any size, and looks itself for how much there is room.</summary>
internal sealed class TakesFiles;
