using System.Collections.Immutable;
using Notebook.Protocol;
using Notebook.Web.Sessions;

namespace Notebook.Web.CommandLine;

/// <summary>
/// What <c>--input name=value</c> gives: answers to what cells ask, and values of the inputs that they show. A name given once answers its question as often as it is asked;
/// given several times, once each and in order.
/// </summary>
internal sealed class RunInputs
{
    private readonly Dictionary<string, List<string>> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> _used = new(StringComparer.OrdinalIgnoreCase);

    private RunInputs()
    {
    }

    /// <returns>The inputs, or why an argument is none.</returns>
    public static (RunInputs? Inputs, string? Problem) Parse(IReadOnlyList<string> arguments)
    {
        var inputs = new RunInputs();
        foreach (var argument in arguments)
        {
            var equals = argument.IndexOf('=', StringComparison.Ordinal);
            // Not the argument itself: it may be a password.
            if (equals < 0 || InputName.Of(argument[..equals]) is not { Length: > 0 } name)
                return (null, "--input: write name=value, where the name is what the cell asks.");

            if (!inputs._values.TryGetValue(name, out var values))
                inputs._values[name] = values = [];
            values.Add(argument[(equals + 1)..]);
        }

        return (inputs, null);
    }

    /// <summary>What inputs on the page of these names are set to.</summary>
    /// <param name="folder">The notebook's: a file that is not found from the current folder on is looked for there.</param>
    public ImmutableArray<ChosenInput> Chosen(string folder) =>
        [.. _values.Select(given => new ChosenInput { Label = given.Key, Values = [.. given.Value], FilePath = FileOf(given.Value[0], folder) })];

    /// <summary>The files among the values, which cells may then read wherever they lie: whoever starts the run has named them.</summary>
    /// <inheritdoc cref="Chosen"/>
    public ImmutableArray<string> Files(string folder) => [.. _values.Values.Select(values => FileOf(values[0], folder)).OfType<string>()];

    /// <summary>Adds an answer that was given in another way; <c>--input</c> comes first.</summary>
    public void AnswerUnlessGiven(string name, string answer) => _values.TryAdd(name, [answer]);

    /// <summary>Finds the answer to a question.</summary>
    /// <returns>Why there is none, with the option that gives it; null when there is one.</returns>
    public string? AnswerTo(PendingQuestion question, out string answer)
    {
        answer = "";
        var name = InputName.Of(question.Words);
        if (!_values.TryGetValue(name, out var values))
            return $"Nobody is here to answer “{question.Words}”. Give the answer with --input {Quoted(name)}.";

        var used = _used.GetValueOrDefault(name);
        _used[name] = used + 1;
        if (values.Count > 1 && used >= values.Count)
            return $"“{question.Words}” was asked more often than it was answered: give one more --input {Quoted(name)}.";

        answer = values[values.Count == 1 ? 0 : used];
        return null;
    }

    /// <summary>What is said of an answer that does not fit its question. The answer itself is not named: it may be a password.</summary>
    public static string Unfit(PendingQuestion question, string why) => $"The --input for “{question.Words}” is no answer to it. {why}";

    private static string? FileOf(string value, string folder)
    {
        if (value.Length == 0 || value.Contains('\0', StringComparison.Ordinal))
            return null;
        return new[] { Path.GetFullPath(value), Path.GetFullPath(value, folder) }.FirstOrDefault(File.Exists);
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\\\"", StringComparison.Ordinal)}=…\"";
}
