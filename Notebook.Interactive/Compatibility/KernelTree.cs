using System.Collections.Concurrent;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Directives;
using Microsoft.DotNet.Interactive.Events;
using Notebook.Interactive;

namespace Microsoft.DotNet.Interactive;

/// <content>The languages of a notebook as objects: what code calls through <c>Kernel.Root</c> and <c>Kernel.Current</c>.</content>
public abstract partial class Kernel
{
    private static readonly ConcurrentDictionary<Type, KernelCommandInvocation> Handlers = [];

    private protected Kernel(string name) => Name = name;

    /// <summary>All languages of the notebook.</summary>
    public static CompositeKernel Root { get; } = new();

    /// <summary>The language of the code that runs, which is C#.</summary>
    public static Kernel Current => Root.CSharp;

    /// <summary>The name of the language, such as <c>csharp</c>.</summary>
    public string Name { get; }

    /// <summary>The top of the tree.</summary>
#pragma warning disable CA1822 // Instance members, because existing notebooks call them on a kernel.
    public Kernel RootKernel => Root;

    /// <summary>What this language belongs to; null for the top.</summary>
    public CompositeKernel? ParentKernel => this is CompositeKernel ? null : Root;

    /// <summary>Makes a line such as <c>#!greet</c> call <paramref name="handler"/>.</summary>
    public void AddDirective(KernelActionDirective directive, KernelCommandInvocation handler)
    {
        ArgumentNullException.ThrowIfNull(directive);
        ArgumentNullException.ThrowIfNull(handler);
        RegisteredDirectives.Add(new RegisteredDirective(directive, (values, context) => handler(new KernelDirectiveCommand(directive.Name, values), context)));
    }

    /// <summary>Makes a line such as <c>#!greet --name Ada</c> call <paramref name="handler"/> with a command whose properties are the line's parameters.</summary>
    public void AddDirective<TCommand>(KernelActionDirective directive, Func<TCommand, KernelInvocationContext, Task> handler)
        where TCommand : KernelCommand
    {
        ArgumentNullException.ThrowIfNull(directive);
        ArgumentNullException.ThrowIfNull(handler);
        RegisteredDirectives.Add(new RegisteredDirective(directive, (values, context) => handler(DirectiveCommands.Bind<TCommand>(values), context)));
    }

    /// <summary>Makes commands of a type of the notebook's own call <paramref name="handler"/> when they are sent.</summary>
    public void RegisterCommandHandler<TCommand>(Func<TCommand, KernelInvocationContext, Task> handler)
        where TCommand : KernelCommand
    {
        ArgumentNullException.ThrowIfNull(handler);
        Handlers[typeof(TCommand)] = (command, context) => handler((TCommand)command, context);
    }

    /// <summary>Makes a type of command known, which all are here.</summary>
    public void RegisterCommandType<TCommand>()
        where TCommand : KernelCommand
    {
    }

#pragma warning restore CA1822

    /// <summary>Runs code in this language, or shows it when it is of a kind that is shown.</summary>
    /// <returns>What became of it. A failure is shown where it happens and does not throw.</returns>
    public async Task<KernelCommandResult> SendAsync(KernelCommand command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        cancellationToken.ThrowIfCancellationRequested();
        switch (command)
        {
            case SubmitCode submit:
                return await KernelEngine.Current.RunAsync(submit, submit.TargetKernelName ?? DefaultLanguage);
            case DisplayValue display:
                display.Show();
                return KernelCommandResult.Succeeded(command);
            case var _ when Handlers.TryGetValue(command.GetType(), out var handler):
                await handler(command, KernelInvocationContext.Current);
                return KernelCommandResult.Succeeded(command);
            case { ActsByItself: false } when Root.Find(command.TargetKernelName ?? DefaultLanguage) is LanguageKernel language:
                var message = $"{command.GetType().Name} reached nobody: {language} takes no commands here.";
                KernelInvocationContext.Current.DisplayStandardError(message + "\n");
                return new KernelCommandResult(command, [new CommandFailed(null, command, message)]);
            default:
                await command.InvokeAsync(KernelInvocationContext.Current);
                return KernelCommandResult.Succeeded(command);
        }
    }

    private string DefaultLanguage => this is CompositeKernel root ? root.DefaultKernelName : Name;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
