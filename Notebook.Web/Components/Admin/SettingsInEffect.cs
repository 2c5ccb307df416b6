using System.Collections;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.Configuration.Memory;

namespace Notebook.Web.Components.Admin;

/// <summary>
/// The settings of the server with where each comes from. What exists is what the options types of the areas have, each a
/// class with a constant <c>Section</c>, and what else is set in the sections of the server.
/// </summary>
internal static class SettingsInEffect
{
    private const string Hidden = "••••••";

    private static readonly string[] OtherSections = ["Urls", "AllowedHosts", "Data", "PublicAddress", "Logging"];
    private static readonly string[] SecretWords = ["password", "secret", "token"];

    public static IReadOnlyList<SettingRow> Read(IConfigurationRoot configuration)
    {
        var rows = new SortedDictionary<string, SettingRow>(StringComparer.OrdinalIgnoreCase);
        var options = typeof(SettingsInEffect).Assembly.GetTypes()
            .Where(static type => type is { IsClass: true, IsAbstract: false } && type.GetField("Section")?.IsLiteral == true && type.GetConstructor(Type.EmptyTypes) is not null)
            .Select(static type => (Type: type, Section: (string)type.GetField("Section")!.GetRawConstantValue()!)).ToList();
        foreach (var (type, section) in options)
        {
            var value = Activator.CreateInstance(type)!;
            configuration.GetSection(section).Bind(value);
            Add(rows, configuration, section, value);
        }

        var known = options.Select(static option => option.Section).Concat(OtherSections).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in configuration.AsEnumerable())
            if (value is not null && known.Contains(key.Split(':')[0]))
                rows[key] = Row(configuration, key, value);
        return [.. rows.Values];
    }

    /// <summary>Whether the end of a setting's name says that it is nobody's business.</summary>
    public static bool IsSecret(string key) => SecretWords.Any(word => key.EndsWith(word, StringComparison.OrdinalIgnoreCase));

    private static void Add(SortedDictionary<string, SettingRow> rows, IConfigurationRoot configuration, string section, object value)
    {
        foreach (var property in value.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(static property => property.CanRead && property.GetIndexParameters().Length == 0))
        {
            var (key, set) = ($"{section}:{property.Name}", property.GetValue(value));
            if (set is not null and not string and not IEnumerable && property.PropertyType is { IsClass: true })
                Add(rows, configuration, key, set);
            else if (property.CanWrite)
                rows[key] = Row(configuration, key, Words(set));
        }
    }

    private static SettingRow Row(IConfigurationRoot configuration, string key, string value)
    {
        var source = configuration.Providers.LastOrDefault(provider => provider.TryGet(key, out _));
        var from = source switch
        {
            null => "default",
            JsonConfigurationProvider { Source.Path: { } path } => path,
            EnvironmentVariablesConfigurationProvider => $"environment, {key.Replace(":", "__", StringComparison.Ordinal)}",
            MemoryConfigurationProvider or CommandLineConfigurationProvider => "command line",
            _ => source.ToString() ?? "",
        };
        return new(key, value.Length > 0 && IsSecret(key) ? Hidden : value, from, source is null);
    }

    private static string Words(object? value) => value switch
    {
        null => "",
        string text => text,
        IEnumerable items => string.Join(", ", items.Cast<object?>()),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
