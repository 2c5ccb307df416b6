using Microsoft.AspNetCore.Components;
using Notebook.Protocol;
using Notebook.Web.Components.Notebooks;
using Notebook.Web.Documents;
using Notebook.Web.Outputs;

namespace Notebook.Web.Components.Outputs;

/// <summary>An output on the page. A value renders again when what was sent for it is another, not when its live chart grew.</summary>
public sealed partial class OutputView
{
    private const int MaxNameLength = 200;

    // Richest first.
    private static readonly string[] Forms =
    [
        MimeTypes.Input, MimeTypes.Plotly, MimeTypes.Table, MimeTypes.Tree, MimeTypes.Mermaid, MimeTypes.Png, MimeTypes.Jpeg, MimeTypes.WebP, MimeTypes.Gif, MimeTypes.Bmp, MimeTypes.Svg,
        MimeTypes.Markdown, MimeTypes.Latex, MimeTypes.JavaScript, MimeTypes.Html, MimeTypes.Json, MimeTypes.Warnings,
    ];

    private MimeBundle? _shown;

    [Parameter, EditorRequired]
    public CellId CellId { get; set; }

    [Parameter, EditorRequired]
    public CellOutput Output { get; set; } = default!;

    /// <summary>Whether it is no output of the notebook as it is now, but a value in a panel or of an earlier state: its address finds all of it.</summary>
    [Parameter]
    public bool IsApart { get; set; }

    [Inject]
    private MarkdownRenderer Markdown { get; set; } = default!;

    [CascadingParameter]
    private NotebookView View { get; set; } = default!;

    private MimeBundle Sent => ((DisplayOutput)Output).Sent;

    private string? Form => Array.Find(Forms, Sent.Contents.ContainsKey);

    private string Content => Form is { } form ? Sent[form] ?? "" : "";

    private string Address => OutputAddress.Of(View.Session.NotebookId, Form!, Content);

    private string Words => ((DisplayOutput)Output).Data.PlainText;

    private string PlainText => Words.Length > 0 ? Words : JsonText.Indented(Content);

    // The first render does not ask whether it should.
    protected override void OnInitialized() => _shown = (Output as DisplayOutput)?.Sent;

    /// <summary>An error names cells by their numbers, which change with the cells around it.</summary>
    protected override bool ShouldRender()
    {
        var sent = (Output as DisplayOutput)?.Sent;
        var changed = sent is null || !ReferenceEquals(_shown, sent);
        _shown = sent;
        return changed;
    }

    /// <summary>What a screen reader calls it: its text, unless that says nothing or too much.</summary>
    private string Name(string otherwise) =>
        string.IsNullOrWhiteSpace(Words) ? otherwise
        : Words.Length <= MaxNameLength ? Words
        : Words[..MaxNameLength] + "…";
}
