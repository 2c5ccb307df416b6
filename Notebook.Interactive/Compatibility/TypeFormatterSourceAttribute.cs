namespace Microsoft.DotNet.Interactive.Formatting;

/// <summary>Says who makes the formatters of a type. They are there when a value of it is first shown.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Enum, Inherited = false)]
public sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    /// <summary>A type with a constructor without parameters that is an <see cref="ITypeFormatterSource"/>.</summary>
    public Type FormatterSourceType => formatterSourceType;

    /// <summary>The forms in which values are shown; none for the built-in choice.</summary>
    public string[] PreferredMimeTypes { get; set; } = [];
}
