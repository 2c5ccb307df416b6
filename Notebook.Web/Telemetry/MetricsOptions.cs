namespace Notebook.Web.Telemetry;

/// <summary>The settings of <c>Metrics:</c>.</summary>
public sealed class MetricsOptions
{
    public const string Section = "Metrics";

    /// <summary>What a monitoring server on another machine sends as <c>Authorization: Bearer …</c>; without one, only this machine may ask.</summary>
    public string? Token { get; set; }
}
