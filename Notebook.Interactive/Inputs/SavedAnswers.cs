using System.Collections.Concurrent;
using System.ComponentModel;
using Microsoft.DotNet.Interactive;

namespace Notebook.Interactive.Inputs;

/// <summary>
/// Answers that a directive names with <c>saveAs</c>: asked once, and known as long as the kernel lives. They are in no output and no
/// file, since many of them are keys. Called by the code of <c>#!set … @input:{"saveAs": "…"}</c>; safe from several threads.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SavedAnswers
{
    private static readonly ConcurrentDictionary<string, string> Known = new(StringComparer.Ordinal);

    /// <summary>The answer saved under this name; asks when there is none.</summary>
    /// <exception cref="NoInputException">There will be no answer.</exception>
    public static async Task<string> GetAsync(string saveAs, string prompt, string typeHint)
    {
        if (Known.TryGetValue(saveAs, out var answer))
            return answer;
        return Known[saveAs] = await Questions.AskAsync(Questions.Of(prompt, typeHint)).ConfigureAwait(false);
    }

    /// <inheritdoc cref="GetAsync"/>
    public static async Task<PasswordString> GetPasswordAsync(string saveAs, string prompt) => new(await GetAsync(saveAs, prompt, "password").ConfigureAwait(false));
}
