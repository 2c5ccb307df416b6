namespace Notebook.Web.Sandbox;

/// <summary>Who a program in the sandbox is, and where its temporary files are.</summary>
/// <param name="UserId">Its user and group id; null for the server's.</param>
/// <param name="ScratchFolder">Its temporary and home folder.</param>
/// <param name="SharesFiles">Whether the server is another user, who reaches the program's files as a member of its group.</param>
internal sealed record ProgramIdentity(int? UserId, string ScratchFolder, bool SharesFiles = false);
