using Microsoft.AspNetCore.Authorization;

namespace Notebook.Web.Accounts;

/// <summary>That somebody is an administrator now, whatever their cookie says.</summary>
internal sealed class AdministratorRequirement : IAuthorizationRequirement;
