using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Classification;
using Microsoft.CodeAnalysis.Text;
using Notebook.Protocol.Language;

namespace Notebook.Kernel.Language;

/// <summary>What each word of a cell is, as only the compiler knows: types, methods, variables. The rest the editor colours itself.</summary>
internal static class CodeColours
{
    private static readonly ImmutableArray<string> Kinds = ["type", "method", "member", "local", "namespace", "keyword"];

    public static async Task<TextClassified> ClassifyAsync(Classify question, QuestionScope scope, CancellationToken cancellationToken)
    {
        var spans = await Classifier.GetClassifiedSpansAsync(scope.Document, new TextSpan(0, scope.Source.Code.Length), cancellationToken).ConfigureAwait(false);
        var told = ImmutableArray.CreateBuilder<int>();
        foreach (var span in spans.OrderBy(static span => span.TextSpan.Start))
        {
            if (KindOf(span.ClassificationType) is not (>= 0 and var kind) || scope.Source.IsMasked(span.TextSpan.Start))
                continue;
            told.Add(span.TextSpan.Start);
            told.Add(span.TextSpan.Length);
            told.Add(kind);
        }

        return new TextClassified { RequestId = question.RequestId, Kinds = Kinds, Spans = told.ToImmutable() };
    }

    private static int KindOf(string type) => type switch
    {
        ClassificationTypeNames.ClassName or ClassificationTypeNames.StructName or ClassificationTypeNames.InterfaceName or ClassificationTypeNames.EnumName
            or ClassificationTypeNames.DelegateName or ClassificationTypeNames.RecordClassName or ClassificationTypeNames.RecordStructName or ClassificationTypeNames.TypeParameterName => 0,
        ClassificationTypeNames.MethodName or ClassificationTypeNames.ExtensionMethodName => 1,
        ClassificationTypeNames.PropertyName or ClassificationTypeNames.EventName or ClassificationTypeNames.EnumMemberName => 2,
        ClassificationTypeNames.LocalName or ClassificationTypeNames.ParameterName or ClassificationTypeNames.FieldName or ClassificationTypeNames.ConstantName => 3,
        ClassificationTypeNames.NamespaceName => 4,
        ClassificationTypeNames.Keyword or ClassificationTypeNames.ControlKeyword => 5,
        _ => -1,
    };
}
