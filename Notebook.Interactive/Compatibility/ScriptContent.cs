using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace Microsoft.DotNet.Interactive;

/// <summary>JavaScript as a value, shown by running it in a frame of its own.</summary>
public sealed class ScriptContent(string scriptValue) : IHtmlContent
{
    /// <summary>The script.</summary>
    public string ScriptValue => scriptValue;

    /// <inheritdoc/>
    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write($"<script type=\"text/javascript\">{scriptValue}</script>");
    }

    /// <inheritdoc/>
    public override string ToString() => scriptValue;
}
