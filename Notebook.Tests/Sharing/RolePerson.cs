using Notebook.Web.Documents;
using Notebook.Web.Sharing;
using Notebook.Web.Storage;

namespace Notebook.Tests.Sharing;

/// <summary>Somebody who comes to a notebook.</summary>
/// <param name="Who">For a failing test's message.</param>
/// <param name="Given">What was given to them, or not.</param>
/// <param name="IsSignedIn">Whether they have an account and are signed in.</param>
/// <param name="Role">The role that all this gives.</param>
internal sealed record RolePerson(string Who, Func<NotebookId, StoreChange[]> Given, bool IsSignedIn, NotebookRole Role);
