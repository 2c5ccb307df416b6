using Microsoft.CodeAnalysis.QuickInfo;
using Notebook.Protocol.Language;

namespace Notebook.Kernel.Language;

/// <summary>What stands at a place.</summary>
internal static class SymbolDescriptions
{
    public static async Task<SymbolDescribed> DescribeAsync(DescribeSymbol question, QuestionScope scope, CancellationToken cancellationToken)
    {
        var nothing = new SymbolDescribed { RequestId = question.RequestId };
        if (!scope.IsCode || QuickInfoService.GetService(scope.Document) is not { } service
            || await service.GetQuickInfoAsync(scope.Document, question.Position, cancellationToken).ConfigureAwait(false) is not { Sections.IsEmpty: false } info)
            return nothing;

        var signature = info.Sections.FirstOrDefault(static section => section.Kind == QuickInfoSectionKinds.Description)?.Text ?? "";
        var rest = info.Sections.Where(static section => section.Kind != QuickInfoSectionKinds.Description).Select(static section => section.Text.Trim()).Where(static text => text.Length > 0);
        return nothing with
        {
            Start = info.Span.Start,
            End = info.Span.End,
            Signature = Documentation.Clip(signature.Trim()),
            Documentation = Documentation.Clip(string.Join("\n\n", rest)),
        };
    }
}
