using Notebook.Web.Sandbox;

namespace Notebook.Tests.Sandbox;

/// <summary>Everything this machine has.</summary>
public sealed class BubblewrapUnderAttack() : SandboxUnderAttack(new SandboxOptions());
