using System.Collections.Immutable;
using Notebook.Protocol;

namespace Notebook.Kernel.Directives;

/// <summary>What is wrong with a directive, under the code that .NET Interactive gave it.</summary>
/// <param name="Id">Such as <c>DNI101</c>.</param>
/// <param name="Message">A sentence.</param>
/// <param name="Line">1-based.</param>
/// <param name="Length">Of the directive's line, in characters.</param>
internal sealed record DirectiveError(string Id, string Message, int Line, int Length)
{
    public const string Unknown = "DNI101";
    public const string UnknownParameter = "DNI103";
    public const string MissingParameter = "DNI104";
    public const string TooManyValues = "DNI105";
    public const string InvalidJson = "DNI106";
    public const string ValueNotFound = "DNI202";
    public const string BadPackage = "DNI210";
    public const string Custom = "DNI211";

    public static ErrorReport Report(IReadOnlyCollection<DirectiveError> errors, string sourceName)
    {
        var diagnostics = errors.Select(error => new SourceDiagnostic
        {
            Id = error.Id,
            Message = error.Message,
            SourceName = sourceName,
            StartLine = error.Line,
            StartColumn = 1,
            EndLine = error.Line,
            EndColumn = error.Length + 1,
        }).ToImmutableArray();
        return new ErrorReport { Name = diagnostics[0].Id, Message = diagnostics[0].Message, Diagnostics = diagnostics };
    }
}

/// <summary>A directive can't do what it says.</summary>
internal sealed class DirectiveException(string id, string message) : Exception(message)
{
    public string Id => id;
}
