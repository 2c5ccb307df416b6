namespace Notebook.Web.Components.Admin;

/// <summary>A setting as it is in effect.</summary>
/// <param name="Key">As configuration names it, such as <c>Accounts:OpenRegistration</c>.</param>
/// <param name="Value">Dots for a secret.</param>
/// <param name="From">Where the value comes from, in words.</param>
/// <param name="IsDefault">Whether nobody set it.</param>
internal sealed record SettingRow(string Key, string Value, string From, bool IsDefault);
