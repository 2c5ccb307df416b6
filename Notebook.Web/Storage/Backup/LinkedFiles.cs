using System.Runtime.InteropServices;
using System.Text;

namespace Notebook.Web.Storage.Backup;

/// <summary>A second name for every file of some folders. The content stays under it when the first name goes.</summary>
internal sealed class LinkedFiles(string from, string to)
{
    private const int FileExists = 17;
    private const int NoSuchFile = 2;

    /// <summary>Names every file that has no second name yet.</summary>
    /// <exception cref="IOException">The file system has no second names and no room for copies.</exception>
    public void Update(params ReadOnlySpan<string> folders)
    {
        foreach (var folder in folders)
        {
            var source = Path.Combine(from, folder);
            if (!Directory.Exists(source))
                continue;
            // A folder of a notebook that is deleted meanwhile just ends.
            foreach (var notebook in Directory.EnumerateDirectories(source))
                Update(notebook, Path.Combine(to, folder, Path.GetFileName(notebook)));
        }
    }

    private static void Update(string source, string target)
    {
        Directory.CreateDirectory(target);
        try
        {
            foreach (var file in Directory.EnumerateFiles(source))
                Name(file, Path.Combine(target, Path.GetFileName(file)));
        }
        catch (DirectoryNotFoundException)
        {
            // The notebook was deleted.
        }
    }

    private static void Name(string file, string name)
    {
        // What is being written has its name only when it is whole.
        if (file.EndsWith(".part", StringComparison.Ordinal) || Link(Encoding.UTF8.GetBytes(file + '\0'), Encoding.UTF8.GetBytes(name + '\0')) == 0)
            return;
        if (Marshal.GetLastPInvokeError() is FileExists or NoSuchFile)
            return;
        try
        {
            File.Copy(file, name);
        }
        catch (FileNotFoundException)
        {
            // It went meanwhile, so nothing needs it any more.
        }
    }

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link(byte[] file, byte[] name);
}
