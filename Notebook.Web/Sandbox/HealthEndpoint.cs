using Microsoft.AspNetCore.Authorization;
using Notebook.Web.Accounts;
using Notebook.Web.Telemetry;

namespace Notebook.Web.Sandbox;

/// <summary><c>/health</c>: whether the server can do its work. For a container's host, without signing in; the layers' detail only for administrators, and on this machine.</summary>
internal static class HealthEndpoint
{
    public const string Path = "/health";

    public static void MapHealth(this WebApplication app) =>
        app.MapGet(Path, static async (HttpContext context, KernelSandbox sandbox, IAuthorizationService authorization) =>
        {
            context.Response.Headers.CacheControl = "no-store";
            var probing = sandbox.Report;
            if (!probing.IsCompleted)
                return Results.Json(new Health("starting", [], null));

            var report = await probing;
            var status = report.Refusal is not null ? "kernels refused" : report.Missing.IsEmpty ? "ok" : "weak sandbox";
            var layers = Enum.GetValues<SandboxLayers>().Where(layer => layer != SandboxLayers.None && report.Layers.HasFlag(layer)).Select(Name).ToArray();
            var detail = LocalRequest.Is(context) || (await authorization.AuthorizeAsync(context.User, AccountServices.AdministratorPolicy)).Succeeded ? Detail(report) : null;
            return Results.Json(new Health(status, layers, detail), statusCode: report.Refusal is null ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        }).AllowAnonymous();

    private static SandboxDetail Detail(SandboxReport report) => new(
        report.Mode.ToString(),
        report.LandlockVersion,
        report.ServerUserId,
        report.Refusal,
        [.. report.Missing],
        [.. report.Notes],
        [.. report.Trials.Select(static trial => new TrialDetail(trial.Layers.ToString(), trial.Failure, [.. trial.Checks.Select(static check => $"{(check.Holds ? "held" : "FAILED")}: {check.Name}: {check.Detail}")]))]);

    private static string Name(SandboxLayers layer) => layer switch
    {
        SandboxLayers.UserId => "user id",
        _ => layer.ToString().ToLowerInvariant(),
    };

    private sealed record Health(string Status, string[] Layers, SandboxDetail? Sandbox);

    private sealed record SandboxDetail(string Mode, int LandlockVersion, int? ServerUserId, string? Refusal, string[] Missing, string[] Notes, TrialDetail[] Trials);

    private sealed record TrialDetail(string Layers, string? Failure, string[] Checks);
}
