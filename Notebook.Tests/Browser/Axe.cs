using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Notebook.Tests.Browser;

/// <summary>What axe finds wrong with a page as it stands.</summary>
internal static class Axe
{
    /// <summary>
    /// Two frames, and then no change of the document for a fifth of a second, or three seconds at most: axe names what it finds by
    /// where it stands, and ends with an error of its own when that goes away while it looks.
    /// </summary>
    private const string AtRest = """
        () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => {
          const end = () => { observer.disconnect(); clearTimeout(calm); clearTimeout(longest); done(); };
          const observer = new MutationObserver(() => { clearTimeout(calm); calm = setTimeout(end, 200); });
          observer.observe(document, { childList: true, subtree: true, attributes: true, characterData: true });
          let calm = setTimeout(end, 200);
          const longest = setTimeout(end, 3000);
        })))
        """;

    /// <summary>Looks at the page in one theme, once it has taken it.</summary>
    /// <param name="page">Stays in that theme.</param>
    /// <param name="where">What the state is called in what is found.</param>
    /// <param name="scheme">The theme.</param>
    /// <returns>One line for each serious or critical problem.</returns>
    public static async Task<IReadOnlyList<string>> ProblemsAsync(IPage page, string where, ColorScheme scheme)
    {
        await ShowInAsync(page, scheme);
        var result = await RunAsync(page);
        return [..
            from violation in result.Violations
            where violation.Impact is "serious" or "critical"
            from node in violation.Nodes
            select $"{where} ({scheme}): {violation.Id}: {node.Html} {string.Join(' ', node.Any.Select(static check => check.Message))}"];
    }

    private static async Task<AxeResult> RunAsync(IPage page)
    {
        try
        {
            return await page.RunAxe();
        }
        catch (PlaywrightException exception) when (exception.Message.Contains("nthChild", StringComparison.Ordinal))
        {
            // A notice that ended while axe looked: what it wants to name has no place any more.
            await page.EvaluateAsync(AtRest);
            return await page.RunAxe();
        }
    }

    /// <summary>Changes the theme and waits until the page shows it. The browser changes it some time after it was told to: colours would be compared across two themes.</summary>
    public static async Task ShowInAsync(IPage page, ColorScheme scheme)
    {
        // Without motion, nothing is looked at halfway.
        await page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        await page.WaitForFunctionAsync(
            """
            dark => matchMedia("(prefers-color-scheme: dark)").matches === dark
              && (Number(getComputedStyle(document.body).backgroundColor.match(/\d+/)[0]) < 128) === dark
            """,
            scheme == ColorScheme.Dark);
        await page.EvaluateAsync(AtRest);
    }
}
