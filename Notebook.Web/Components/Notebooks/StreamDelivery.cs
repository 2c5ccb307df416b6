namespace Notebook.Web.Components.Notebooks;

/// <summary>Text of one stream on its way to a browser.</summary>
/// <param name="OutputId">The stream's element.</param>
/// <param name="Offset">Where the text starts in the stream, in UTF-16 code units; what lies before it and was never sent is not shown.</param>
/// <param name="Text">The text.</param>
/// <param name="Lines">Line ends of the stream up to the end of this text.</param>
internal sealed record StreamDelivery(string OutputId, long Offset, string Text, long Lines);
