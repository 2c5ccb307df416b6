using Notebook.Protocol;

namespace Notebook.Interactive.Inputs;

/// <summary>What an input offers, by its texts. Of options that are called the same, the first is meant.</summary>
internal sealed class InputOptions<T>
{
    private readonly Dictionary<string, T> _byText = new(StringComparer.Ordinal);

    /// <exception cref="ArgumentException">There are none, or more than a page can offer.</exception>
    public InputOptions(IEnumerable<T> options, Func<T, string>? text)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (values, texts) = (new List<T>(), new List<string>());
        foreach (var option in options)
        {
            if (values.Count == CellInput.MaxOptions)
                throw new ArgumentException($"An input offers at most {CellInput.MaxOptions} options, and these are more. Let the reader write it: Input.Text.", nameof(options));
            var called = CellInput.Clip((text is null ? option?.ToString() : text(option)) ?? "");
            if (!_byText.TryAdd(called, option))
                continue;
            values.Add(option);
            texts.Add(called);
        }

        if (values.Count == 0)
            throw new ArgumentException("An input needs options to choose from, and these are none.", nameof(options));
        (Values, Texts) = (values, texts);
    }

    public IReadOnlyList<T> Values { get; }

    public IReadOnlyList<string> Texts { get; }

    /// <summary>What an option is called; null when it is not among them.</summary>
    public string? Find(T? value)
    {
        for (var i = 0; i < Values.Count; i++)
            if (EqualityComparer<T>.Default.Equals(Values[i], value))
                return Texts[i];
        return null;
    }

    public T Parse(string text) => _byText.TryGetValue(text, out var value) ? value : throw new FormatException($"It is one of: {string.Join(", ", Texts.Take(10))}{(Texts.Count > 10 ? ", …" : "")}.");
}
