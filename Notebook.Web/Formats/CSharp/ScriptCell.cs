using System.Collections.Immutable;

namespace Notebook.Web.Formats.CSharp;

/// <summary>A cell's C#, cut into its top-level items without a compiler.</summary>
internal sealed record ScriptCell(ScriptTokens Tokens, ImmutableArray<ScriptItem> Items)
{
    public static ScriptCell Parse(string source)
    {
        var tokens = new ScriptTokens(source);
        return new(tokens, new ScriptItemReader(tokens).Read());
    }
}
