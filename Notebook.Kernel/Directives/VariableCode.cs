using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.CodeAnalysis.CSharp;

namespace Notebook.Kernel.Directives;

/// <summary>Code that declares what a directive sets.</summary>
internal static class VariableCode
{
    /// <summary>Nothing but what JSON asks for is escaped; the text goes into a script, not into HTML.</summary>
    public static JsonSerializerOptions Plain { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string OfText(string name, string text) => $"string {Identifier(name)} = {Literal(text)};";

    /// <summary>Asks when it runs, where Stop reaches.</summary>
    public static string OfQuestion(string name, DirectiveQuestion question)
    {
        var isPassword = question.TypeHint == "password";
        var type = isPassword ? "global::Microsoft.DotNet.Interactive.PasswordString" : "string";
        var ask = (isPassword, question.SaveAs) switch
        {
            (true, null) => $"global::Microsoft.DotNet.Interactive.Kernel.GetPasswordAsync({Literal(question.Prompt)})",
            (false, null) => $"global::Microsoft.DotNet.Interactive.Kernel.GetInputAsync({Literal(question.Prompt)}, {Literal(question.TypeHint)})",
            (true, { } saveAs) => $"global::Notebook.Interactive.Inputs.SavedAnswers.GetPasswordAsync({Literal(saveAs)}, {Literal(question.Prompt)})",
            (false, { } saveAs) => $"global::Notebook.Interactive.Inputs.SavedAnswers.GetAsync({Literal(saveAs)}, {Literal(question.Prompt)}, {Literal(question.TypeHint)})",
        };
        return $"{type} {Identifier(name)} = await {ask};";
    }

    public static string OfVariable(string name, string other) => $"var {Identifier(name)} = {Identifier(other)};";

    /// <summary>A constant at the head of a JavaScript part. <c>&lt;/</c> would end the script element it stands in.</summary>
    public static string OfScript(string name, string json) => $"const {Checked(name)} = {json.Replace("</", "<\\/", StringComparison.Ordinal)};\n";

    private static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>A keyword may be a name too: <c>@class</c>.</summary>
    private static string Identifier(string name) => "@" + Checked(name);

    public static string OfQuery(string name) => $"var {Identifier(name)} = global::Notebook.Interactive.Sql.NamedResult;";

    /// <exception cref="DirectiveException">It can't be a name.</exception>
    public static string Checked(string name) => SyntaxFacts.IsValidIdentifier(name) ? name
        : throw new DirectiveException(DirectiveError.Custom, $"“{name}” can't be the name of a variable: letters, digits and _ only, and no digit first.");
}
