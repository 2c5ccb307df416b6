using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Notebook.Interactive.Formatting;

/// <summary>Asks values for texts. That runs their own code, and what it throws becomes the text.</summary>
internal static class OwnCode
{
    /// <summary>The text a type's author wrote for it; null when there is only the inherited or generated one.</summary>
    public static string? TextOf(object value)
    {
        var method = value.GetType().GetMethod(nameof(ToString), BindingFlags.Public | BindingFlags.Instance, Type.EmptyTypes);
        if (method is null || method.DeclaringType == typeof(object) || method.DeclaringType == typeof(ValueType)
            || method.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) || TypeNames.IsAnonymous(value.GetType())
            || value is ITuple or IEnumerable)
        {
            return null;
        }

        return Guarded(() => value.ToString() is { } text ? new CapturedScalar(ScalarKind.Other, text) : null)?.Text;
    }

    /// <summary>What <paramref name="read"/> returns, or what it throws as an error.</summary>
    public static CapturedScalar? Guarded(Func<CapturedScalar?> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is not CaptureClosedException)
        {
            // The value's own code: what it throws stands where its text would have been.
            return Thrown(exception);
        }
    }

    /// <summary>What stands where a value would have been.</summary>
    public static CapturedScalar Thrown(Exception exception) =>
        new(ScalarKind.Error, $"{TypeNames.Of(exception.GetType())}: {Clip.To(ExceptionText.MessageOf(exception), 1_000)}");

    /// <summary>What a value of this type is called.</summary>
    public static string DisplayName(object value) => TypeNames.Of(value.GetType()) is { Length: > 0 } name ? name : "anonymous";
}
