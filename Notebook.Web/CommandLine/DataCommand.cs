namespace Notebook.Web.CommandLine;

/// <summary>
/// A command that works on the data folder: in the server that has the folder open, or in the command's own process when none
/// has. Its work is the same in both.
/// </summary>
/// <param name="Name">As the socket's address has it.</param>
/// <param name="RunAsync">Does it, with the services of a scope and the command's arguments by name.</param>
public sealed record DataCommand(string Name, Func<IServiceProvider, IReadOnlyDictionary<string, string>, CancellationToken, Task<ServerReply>> RunAsync)
{
    /// <summary>All of them: <see cref="ServerSocket"/> answers to their names.</summary>
    public static IReadOnlyList<DataCommand> All { get; } = [UserCommands.Add, UserCommands.Reset, UserCommands.List, BackupCommand.Take];
}
