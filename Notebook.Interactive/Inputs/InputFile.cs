using Notebook.Interactive.Inputs;

namespace Notebook.Interactive;

/// <summary>The file that was chosen at an <see cref="Input.File"/>. It lies in the notebook's folder; under <c>run</c>, where <c>--input</c> says.</summary>
public sealed class InputFile
{
    private readonly string _label;

    /// <param name="label">The input's.</param>
    /// <param name="path">From the current folder on, or whole; empty when nothing is chosen.</param>
    internal InputFile(string label, string path)
    {
        _label = label;
        Path = path.Length == 0 ? "" : System.IO.Path.GetFullPath(path);
    }

    /// <summary>Whether somebody has chosen a file.</summary>
    public bool HasFile => Path.Length > 0;

    /// <summary>The file's full path, for code that opens files itself; empty before one is chosen.</summary>
    public string Path { get; }

    /// <summary>The file's name without its folder; empty before one is chosen.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>How many bytes it has; 0 before one is chosen, and when it is gone.</summary>
    public long Size => HasFile && new FileInfo(Path) is { Exists: true } info ? info.Length : 0;

    /// <summary>Opens it for reading.</summary>
    /// <exception cref="NoInputException">No file is chosen yet.</exception>
    /// <exception cref="FileNotFoundException">It was chosen and is gone.</exception>
    public FileStream OpenRead() => File.OpenRead(Chosen());

    /// <summary>Reads it as text (UTF-8, or what its byte order mark says).</summary>
    /// <inheritdoc cref="OpenRead"/>
    public string ReadAllText() => File.ReadAllText(Chosen());

    /// <summary>Reads it as lines of text.</summary>
    /// <inheritdoc cref="OpenRead"/>
    public string[] ReadAllLines() => File.ReadAllLines(Chosen());

    /// <summary>Reads its bytes.</summary>
    /// <inheritdoc cref="OpenRead"/>
    public byte[] ReadAllBytes() => File.ReadAllBytes(Chosen());

    /// <summary>Its name.</summary>
    public override string ToString() => Name;

    private string Chosen()
    {
        if (!HasFile)
            throw new NoInputException($"No file is chosen at “{_label}”. Choose one, then run this cell again.");
        return File.Exists(Path) ? Path : throw new FileNotFoundException($"{Name}, which was chosen at “{_label}”, is gone. Choose a file again, then run this cell again.", Path);
    }
}
