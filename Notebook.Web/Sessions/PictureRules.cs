using Notebook.Web.Documents;
using Notebook.Web.Formats;
using static Notebook.Web.Sessions.OperationOutcome;

namespace Notebook.Web.Sessions;

/// <summary>How pictures get into text cells. Returns why not, or null when it is done.</summary>
internal static class PictureRules
{
    /// <summary>Of one picture, in bytes.</summary>
    public const int MaxBytes = 10 * 1024 * 1024;

    /// <summary>Of everything that a cell holds beside its text, in characters: some four of the largest pictures.</summary>
    private const int MaxFieldsLength = 56 * 1024 * 1024;

    public static Rejected? Attach(SessionStep step, AttachPicture attach)
    {
        if (step.Document.Find(attach.CellId) is not { } cell)
            return DocumentRules.Gone();
        if (cell.Kind != CellKind.Markdown)
            return new(RejectionReason.Invalid, "Pictures belong to text cells. Add one, or change this cell to text.");
        if (attach.Content.Length > MaxBytes)
            return TooLarge(attach.Content.Length);
        if (PictureType.Of(attach.Content.Span) is not { } type)
            return new(RejectionReason.Invalid, $"This is not a picture that can be shown. {PictureType.Names} can.");
        if (!CellPictures.IsName(attach.Name) || CellPictures.Find(cell, attach.Name) is not null)
            return new(RejectionReason.Invalid, "The picture needs a name of its own.");
        if ((cell.FileFieldsJson?.Length ?? 0) + attach.Content.Length / 3L * 4 > MaxFieldsLength)
            return new(RejectionReason.Invalid, "This cell has as many pictures as it can hold. Put this one into another cell.");

        CellRules.Replace(step, cell with { FileFieldsJson = CellPictures.With(cell.FileFieldsJson, attach.Name, type, attach.Content.Span) });
        return null;
    }

    public static Rejected TooLarge(long bytes) =>
        new(RejectionReason.Invalid, FormattableString.Invariant($"The picture is too large: {bytes / 1048576.0:0.0} MB, and the limit is {MaxBytes / 1048576} MB. Make it smaller, then try again."));
}
