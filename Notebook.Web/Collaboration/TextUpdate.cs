namespace Notebook.Web.Collaboration;

/// <summary>One change of a text as <c>@codemirror/collab</c> sends it.</summary>
/// <param name="ClientId">The editor that made it; the same editor recognises its own change by it.</param>
/// <param name="Changes">CodeMirror's ChangeSet as JSON, such as <c>[4,[1,"total"],7]</c>.</param>
public sealed record TextUpdate(string ClientId, string Changes);
