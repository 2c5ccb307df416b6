using System.Collections.Concurrent;
using Notebook.Protocol;

namespace Notebook.Tests.Kernels.Fakes;

/// <summary>
/// What a <see cref="FakeKernel"/> does with code: nothing and success, unless told. Shared by the kernels of one launcher,
/// and safe to change while they run.
/// </summary>
public sealed class FakeScript
{
    private readonly ConcurrentDictionary<string, Func<FakeRun, Task>> _byCode = [];
    private readonly ConcurrentDictionary<string, (VariableSummary Summary, string PlainText)> _variables = [];
    private Func<FakeRun, Task> _otherwise = static _ => Task.CompletedTask;

    /// <summary>Runs this behaviour for exactly this code. When it throws, the submission fails with the exception's message.</summary>
    public FakeScript On(string code, Func<FakeRun, Task> behaviour)
    {
        _byCode[code] = behaviour;
        return this;
    }

    /// <inheritdoc cref="On(string, Func{FakeRun, Task})"/>
    public FakeScript On(string code, Action<FakeRun> behaviour) => On(code, run =>
    {
        behaviour(run);
        return Task.CompletedTask;
    });

    /// <summary>Runs this behaviour for code that no other behaviour names.</summary>
    public FakeScript OnAny(Func<FakeRun, Task> behaviour)
    {
        _otherwise = behaviour;
        return this;
    }

    /// <summary>This code stays running, as <see cref="FakeKernel.NextRunAsync"/> hands it out, until the test ends it or it is interrupted.</summary>
    public FakeScript Hold(string code) => On(code, static run => run.UntilReleasedAsync());

    /// <summary>All code without a behaviour of its own stays running until the test ends it or it is interrupted.</summary>
    public FakeScript HoldAny() => OnAny(static run => run.UntilReleasedAsync());

    /// <summary>The kernels have this variable.</summary>
    public FakeScript WithVariable(string name, string type, string size, string preview, string sourceName, string plainText)
    {
        _variables[name] = (new VariableSummary { Name = name, Type = type, Size = size, Preview = preview, SourceName = sourceName }, plainText);
        return this;
    }

    internal VariablesListed ListVariables(ListVariables request) =>
        new() { RequestId = request.RequestId, Total = _variables.Count, Variables = [.. _variables.Values.Select(static variable => variable.Summary)] };

    internal VariableShown ShowVariable(ShowVariable request) => _variables.TryGetValue(request.Name, out var variable)
        ? new() { RequestId = request.RequestId, Data = MimeBundle.Text(variable.PlainText) }
        : new() { RequestId = request.RequestId, Problem = "There is no such variable any more." };

    internal Func<FakeRun, Task> For(string code) => _byCode.GetValueOrDefault(code, _otherwise);
}
