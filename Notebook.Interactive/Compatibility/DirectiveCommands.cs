using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using Microsoft.DotNet.Interactive.Commands;

namespace Microsoft.DotNet.Interactive;

/// <summary>Makes the command that a directive's line stands for.</summary>
internal static class DirectiveCommands
{
    /// <summary>A command whose properties have the values of the parameters: <c>--variable-name</c> sets <c>VariableName</c>.</summary>
    public static TCommand Bind<TCommand>(IReadOnlyDictionary<string, string?> values)
        where TCommand : KernelCommand
    {
        var command = Activator.CreateInstance<TCommand>();
        foreach (var (name, value) in values)
        {
            if (typeof(TCommand).GetProperty(name.Replace("-", "", StringComparison.Ordinal), BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase) is { CanWrite: true } property)
                property.SetValue(command, Convert(property.PropertyType, value));
        }

        return command;
    }

    private static object? Convert(Type type, string? value) =>
        value is null ? (type == typeof(bool) ? true : null)
        : type == typeof(string) ? value
        : TypeDescriptor.GetConverter(type).ConvertFromString(null, CultureInfo.InvariantCulture, value);
}
