namespace Notebook.Interactive;

/// <summary>A value that stands for something already on the page, and so is not shown again as a trailing expression.</summary>
internal interface IShownAlready;
