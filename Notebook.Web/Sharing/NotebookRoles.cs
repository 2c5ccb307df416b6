using System.Security.Claims;
using Notebook.Web.Accounts;
using Notebook.Web.Documents;

namespace Notebook.Web.Sharing;

/// <summary>Which role somebody holds on a notebook.</summary>
internal static class NotebookRoles
{
    /// <returns>Null for those who may not even see it. Until notebooks are shared by grants, whoever is signed in owns them all.</returns>
    public static NotebookRole? Of(ClaimsPrincipal? user, NotebookId id) => Person.Of(user) is not null && NotebookId.TryParse(id.Value, out _) ? NotebookRole.Owner : null;
}
