namespace Notebook.Interactive.Formatting;

/// <summary>What exceptions say, even those whose own message throws.</summary>
internal static class ExceptionText
{
    public static string MessageOf(Exception exception)
    {
        try
        {
            return exception.Message;
        }
        catch (Exception inner)
        {
            // Message is virtual: a type of the user's may throw in it, and there is still something to say.
            return $"(its message could not be read: {inner.GetType().Name})";
        }
    }
}
