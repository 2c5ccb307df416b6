namespace Notebook.Web.Accounts;

/// <summary>What came of keeping an account.</summary>
internal enum AccountSaving
{
    Saved,

    /// <summary>Somebody else changed it since it was read.</summary>
    ChangedMeanwhile,

    /// <summary>Another account has the e-mail address.</summary>
    EmailIsTaken,

    /// <summary>It would leave the server without anybody who can administrate it.</summary>
    LastAdministrator,

    /// <summary>It was to be the first, and there is one already.</summary>
    NotTheFirst,
}
