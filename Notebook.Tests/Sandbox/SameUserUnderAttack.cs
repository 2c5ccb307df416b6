using Notebook.Web.Sandbox;

namespace Notebook.Tests.Sandbox;

/// <summary>The launcher alone under the server's own user id, as where the server is not root.</summary>
public sealed class SameUserUnderAttack() : SandboxUnderAttack(new SandboxOptions { Bubblewrap = false, UserIds = false });
