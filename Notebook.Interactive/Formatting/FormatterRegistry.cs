using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.DotNet.Interactive.Formatting;
using Notebook.Protocol;

namespace Notebook.Interactive.Formatting;

/// <summary>
/// What user code has registered for its types. The formatter of the nearest type counts: the type itself, then its base types, then
/// its interfaces; of two for the same type the later one. Safe from several threads.
/// </summary>
internal sealed class FormatterRegistry
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<(Type Type, string MimeType), Func<object, string?>?> _found = [];
    private volatile Registration[] _registrations = [];
    private volatile (Type Type, string[] MimeTypes)[] _preferences = [];
    private ImmutableDictionary<Type, int> _items = ImmutableDictionary<Type, int>.Empty;

    /// <summary>The one that user code talks to.</summary>
    public static FormatterRegistry Shared { get; } = new();

    /// <summary>Nobody has registered a formatter.</summary>
    public bool IsEmpty => _registrations.Length == 0;

    /// <summary>Nobody has changed anything.</summary>
    public bool IsUntouched => IsEmpty && _preferences.Length == 0 && _items.IsEmpty;

    /// <summary>What null is shown as.</summary>
    public string NullText { get; set; } = CapturedScalar.Null.Text;

    /// <summary>How many items of a sequence of this very type are shown; null when nobody has set it.</summary>
    public int? ItemsOf(Type type) => _items.TryGetValue(type, out var items) ? items : null;

    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public void SetItems(Type type, int items)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(items);
        ImmutableInterlocked.Update(ref _items, static (all, added) => all.SetItem(added.type, added.items), (type, items));
    }

    public void Register(Type type, string mimeType, Func<object, string?> formatter)
    {
        lock (_gate)
        {
            _registrations = [.. _registrations, new Registration(type, mimeType, formatter)];
            _found.Clear();
        }
    }

    /// <summary>Sets the forms in which values of a type are shown; none means the built-in choice.</summary>
    public void SetPreferred(Type type, params string[] mimeTypes)
    {
        lock (_gate)
            _preferences = [.. _preferences, (type, mimeTypes)];
    }

    public void Reset()
    {
        lock (_gate)
        {
            _registrations = [];
            _preferences = [];
            _items = ImmutableDictionary<Type, int>.Empty;
            NullText = CapturedScalar.Null.Text;
            _found.Clear();
        }
    }

    public Func<object, string?>? Find(Type type, string mimeType) =>
        Discovered(type).IsEmpty ? null : _found.GetOrAdd((type, mimeType), key => _registrations
            .Where(r => r.MimeType.Equals(key.MimeType, StringComparison.OrdinalIgnoreCase))
            .Select(r => (r.Formatter, Distance: Distance(r.Type, key.Type)))
            .Where(static r => r.Distance is not null)
            .Reverse()
            .OrderBy(static r => r.Distance)
            .Select(static r => r.Formatter)
            .FirstOrDefault());

    /// <summary>The MIME types that a formatter is registered for, for a type.</summary>
    public IReadOnlyList<string> MimeTypesFor(Type type) =>
        [.. Discovered(type)._registrations.Where(r => Distance(r.Type, type) is not null).Select(static r => r.MimeType).Distinct(StringComparer.OrdinalIgnoreCase)];

    public IReadOnlyList<string> PreferredFor(Type type) =>
        _preferences.Length == 0 ? [] : _preferences
            .Select(p => (p.MimeTypes, Distance: Distance(p.Type, type)))
            .Where(static p => p.Distance is not null)
            .Reverse()
            .OrderBy(static p => p.Distance)
            .Select(static p => p.MimeTypes)
            .FirstOrDefault() ?? [];

    /// <summary>The text of a value inside another, when its type has a formatter or it formats itself.</summary>
    public CapturedScalar? NestedText(object value) =>
        value is IDisplayable displayable ? displayable.ToMimeBundle() is { } bundle
            ? new CapturedScalar(ScalarKind.Other, bundle.PlainText) { Html = bundle[MimeTypes.Html] }
            : CapturedScalar.Null
        : Find(value.GetType(), MimeTypes.PlainText)?.Invoke(value) is { } text ? new CapturedScalar(ScalarKind.Other, text)
        : null;

    public string? NestedHtml(object value) => Find(value.GetType(), MimeTypes.Html)?.Invoke(value);

    private FormatterRegistry Discovered(Type type)
    {
        TypeFormatterSources.Discover(type, this);
        return this;
    }

    /// <summary>How far a registration is from a type: 0 the type itself, then its bases, then interfaces; null when it does not apply.</summary>
    private static int? Distance(Type registered, Type type)
    {
        var distance = 0;
        for (var current = type; current is not null; current = current.BaseType, distance++)
        {
            if (Matches(registered, current))
                // Every type derives from object: a formatter for object comes after those for interfaces.
                return current == typeof(object) && type != typeof(object) ? int.MaxValue : distance;
        }

        return registered.IsInterface && type.GetInterfaces().Any(i => Matches(registered, i)) ? 1_000 : null;
    }

    private static bool Matches(Type registered, Type type) =>
        registered == type || (registered.IsGenericTypeDefinition && type.IsGenericType && type.GetGenericTypeDefinition() == registered);

    private sealed record Registration(Type Type, string MimeType, Func<object, string?> Formatter);
}
