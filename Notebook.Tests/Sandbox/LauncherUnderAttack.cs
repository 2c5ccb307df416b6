using Notebook.Web.Sandbox;

namespace Notebook.Tests.Sandbox;

/// <summary>The launcher alone, as in a container without user namespaces.</summary>
public sealed class LauncherUnderAttack() : SandboxUnderAttack(new SandboxOptions { Bubblewrap = false });
