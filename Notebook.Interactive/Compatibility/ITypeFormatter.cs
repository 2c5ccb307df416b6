namespace Microsoft.DotNet.Interactive.Formatting;

/// <summary>Makes one form of the values of a type.</summary>
public interface ITypeFormatter
{
    /// <summary>What the form is, such as <c>text/html</c>.</summary>
    string MimeType { get; }

    /// <summary>The type.</summary>
    Type Type { get; }

    /// <summary>Writes a value.</summary>
    /// <returns>False when it does not want to: the value is then shown as if there were no formatter.</returns>
    bool Format(object instance, FormatContext context);
}
