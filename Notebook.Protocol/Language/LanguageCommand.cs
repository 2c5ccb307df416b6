namespace Notebook.Protocol.Language;

/// <summary>How the kernel's program is told to be the language process.</summary>
public static class LanguageCommand
{
    public const string Name = "--language";
}
