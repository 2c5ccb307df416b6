namespace Notebook.Web.Accounts.Transport;

/// <summary>Why a request without TLS is not answered.</summary>
internal enum PlainHttpProblem
{
    /// <summary>It came from another machine.</summary>
    NoTls,

    /// <summary>It came through a proxy that the settings do not name.</summary>
    UnknownProxy,
}
