namespace Microsoft.DotNet.Interactive.Directives;

/// <summary>A directive of the notebook's own.</summary>
/// <example><code>
/// var greet = new KernelActionDirective("#!greet") { Description = "Greets.", Parameters = { new("--name") { Required = true } } };
/// Kernel.Root.AddDirective(greet, (command, context) =&gt; { context.Display("hello"); return Task.CompletedTask; });
/// </code></example>
public sealed class KernelActionDirective : KernelDirective
{
    /// <param name="name">With <c>#!</c>.</param>
    /// <param name="description">What it does.</param>
    /// <exception cref="ArgumentException">The name does not begin with <c>#!</c>, or has spaces.</exception>
    public KernelActionDirective(string name, string? description = null)
        : base(name) => Description = description;

    /// <summary>The type of the command that carries its parameters.</summary>
    public Type? KernelCommandType { get; set; }
}
