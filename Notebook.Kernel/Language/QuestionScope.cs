using Microsoft.CodeAnalysis;
using Notebook.Protocol.Language;

namespace Notebook.Kernel.Language;

/// <summary>A place that a question is about, in the state of the notebook at which the question began.</summary>
/// <param name="Program">The notebook.</param>
/// <param name="Document">The cell, with the text that the asking editor has.</param>
/// <param name="Source">What of that is C#.</param>
/// <param name="Text">The text.</param>
/// <param name="CellId">The cell.</param>
/// <param name="Position">Inside the text.</param>
internal sealed record QuestionScope(NotebookProgram Program, Document Document, CellSource Source, string Text, string CellId, int Position)
{
    /// <summary>Whether the place is C#.</summary>
    public bool IsCode => !Source.IsMasked(Position);

    /// <returns>Null when the notebook does not have the cell, or the place is outside its text.</returns>
    public static async Task<QuestionScope?> OfAsync(NotebookModel model, PlaceQuestion question, CancellationToken cancellationToken)
    {
        var program = model.Program;
        if (question.Position < 0 || question.Position > question.Text.Length || question.Text.Length > LanguageLimits.MaxCellChars)
            return null;
        if (program.Open(question.CellId, question.Text, model.Files) is not var (document, source))
            return null;
        await program.PrepareAsync(document.Project.Solution, question.CellId, cancellationToken).ConfigureAwait(false);
        return new(program, document, source, question.Text, question.CellId, question.Position);
    }
}
