using Microsoft.AspNetCore.Authorization;

namespace Notebook.Web.Accounts;

internal sealed class AdministratorHandler(SignInValidity validity) : AuthorizationHandler<AdministratorRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, AdministratorRequirement requirement)
    {
        if (await validity.AccountOfAsync(context.User, CancellationToken.None) is { Account.IsAdministrator: true })
            context.Succeed(requirement);
    }
}
