using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Notebook.Interactive;
using Notebook.Kernel.Scripting;
using Notebook.Protocol;

namespace Notebook.Kernel.Errors;

/// <summary>Turns exceptions and compiler messages into reports that name the places a person wrote.</summary>
internal sealed class ErrorReports(SubmissionAssemblies assemblies)
{
    private const int MaxMessageChars = 32 * 1024;
    private const int MaxFrames = 100;
    private const int MaxDiagnostics = 100;
    private const int MaxCauses = 10;

    /// <summary>Reports what the compiler said; only errors, in the order of the source.</summary>
    public static ErrorReport Of(IEnumerable<Diagnostic> diagnostics)
    {
        var errors = InOrder(diagnostics, DiagnosticSeverity.Error);
        return new ErrorReport { Name = errors[0].Id, Message = errors[0].Message, Diagnostics = errors };
    }

    /// <summary>What the compiler noticed about code that it compiled, in the order of the source.</summary>
    public static ImmutableArray<SourceDiagnostic> WarningsOf(ImmutableArray<Diagnostic> diagnostics) => InOrder(diagnostics, DiagnosticSeverity.Warning);

    /// <summary>
    /// Reports an exception. Reads the exception's own members, which may be user code: called where Stop reaches.
    /// </summary>
    public ErrorReport Of(Exception exception)
    {
        exception = Unwrap(exception);
        if (exception is SqlException { SourceName: { } cell } query)
            return OfQuery(query, cell);
        return new ErrorReport
        {
            Name = TypeNames.Full(exception.GetType()),
            Message = NativeProblemOf(exception) is { } problem ? $"{problem}\n{MessageOf(exception)}" : MessageOf(exception),
            Frames = FramesOf(exception),
        };
    }

    /// <summary>A cell of SQL has no stack, but a place.</summary>
    private static ErrorReport OfQuery(SqlException error, string cell)
    {
        var (line, column) = (error.Line ?? 1, error.Column ?? 1);
        return new ErrorReport
        {
            Name = "SQL",
            Message = error.Message,
            Diagnostics = [new SourceDiagnostic { Id = "SQL", Message = error.Message, SourceName = cell, StartLine = line, StartColumn = column, EndLine = line, EndColumn = column }],
        };
    }

    private static ImmutableArray<SourceDiagnostic> InOrder(IEnumerable<Diagnostic> diagnostics, DiagnosticSeverity severity) =>
    [
        .. diagnostics.Where(diagnostic => diagnostic.Severity == severity && !diagnostic.IsSuppressed)
            .OrderBy(static diagnostic => diagnostic.Location.SourceSpan.Start)
            .Take(MaxDiagnostics)
            .Select(ToSourceDiagnostic),
    ];

    private static SourceDiagnostic ToSourceDiagnostic(Diagnostic diagnostic)
    {
        var span = diagnostic.Location.GetMappedLineSpan();
        return new SourceDiagnostic
        {
            Id = diagnostic.Id,
            Message = diagnostic.GetMessage(CultureInfo.InvariantCulture),
            SourceName = span.Path ?? "",
            StartLine = span.StartLinePosition.Line + 1,
            StartColumn = span.StartLinePosition.Character + 1,
            EndLine = span.EndLinePosition.Line + 1,
            EndColumn = span.EndLinePosition.Character + 1,
            IsWarning = diagnostic.Severity != DiagnosticSeverity.Error,
        };
    }

    /// <summary>Takes off wrappers that say nothing: tasks and reflection put them on.</summary>
    private static Exception Unwrap(Exception exception)
    {
        while (exception is AggregateException { InnerExceptions.Count: 1 } or TargetInvocationException { InnerException: not null })
            exception = exception.InnerException!;
        return exception;
    }

    /// <summary>
    /// Why a package failed that could not load what it needs. It says that itself only now and then: many catch it, try something else and
    /// fail with that.
    /// </summary>
    private string? NativeProblemOf(Exception exception) =>
        assemblies.NativeProblem is { } problem && exception is TypeInitializationException or DllNotFoundException && IsOfPackage(exception) ? problem : null;

    /// <summary>Whether code of a package had a part in it.</summary>
    private bool IsOfPackage(Exception exception) =>
        new StackTrace(exception).GetFrames().Any(frame => frame.GetMethod()?.Module.Assembly is { IsDynamic: false, Location: { Length: > 0 } path } && assemblies.OwnerOf(path) is not null)
        || exception.InnerException is { } inner && IsOfPackage(inner);

    private static string MessageOf(Exception exception)
    {
        var message = new StringBuilder(OwnMessage(exception));
        AppendCauses(message, exception, depth: 0);
        return message.Length <= MaxMessageChars ? message.ToString() : message.ToString(0, MaxMessageChars) + "…";
    }

    private static void AppendCauses(StringBuilder message, Exception exception, int depth)
    {
        if (depth >= MaxCauses)
            return;

        IEnumerable<Exception> causes = exception is AggregateException aggregate ? aggregate.InnerExceptions.Take(MaxCauses)
            : exception.InnerException is { } inner ? [inner] : [];
        foreach (var cause in causes.Select(Unwrap))
        {
            message.Append('\n').Append(' ', depth * 2).Append("caused by ").Append(TypeNames.Full(cause.GetType())).Append(": ").Append(OwnMessage(cause));
            AppendCauses(message, cause, depth + 1);
        }
    }

    private static string OwnMessage(Exception exception)
    {
        try
        {
            // An aggregate's message repeats its causes' messages, which follow anyway.
            return exception is AggregateException { InnerExceptions.Count: > 1 } aggregate
                ? $"{aggregate.InnerExceptions.Count} errors occurred."
                : exception.Message;
        }
        catch (Exception failure) when (failure is not ThreadInterruptedException)
        {
            // The getter is user code; it may do anything.
            return $"(its message could not be read: {failure.GetType().Name})";
        }
    }

    private ImmutableArray<ErrorFrame> FramesOf(Exception exception)
    {
        var frames = OwnFramesOf(exception);
        // What wraps an exception is often a library; the place in the cell is then in the cause's stack.
        return frames.Any(static frame => frame.SourceName is not null) || exception.InnerException is not { } inner ? frames
            : FramesOf(Unwrap(inner)) is { IsEmpty: false } causes ? causes : frames;
    }

    private ImmutableArray<ErrorFrame> OwnFramesOf(Exception exception)
    {
        var frames = new List<ErrorFrame>();
        foreach (var frame in new StackTrace(exception, fNeedFileInfo: true).GetFrames())
        {
            if (frame.GetMethod() is not { } method || MethodNames.IsPlumbing(method))
                continue;
            if (MethodNames.Of(method) is not { } name)
                continue;

            var isInCell = assemblies.Contains(method.Module.Assembly) && frame.GetFileLineNumber() > 0;
            frames.Add(new ErrorFrame
            {
                Method = name,
                SourceName = isInCell ? frame.GetFileName() : null,
                Line = isInCell ? frame.GetFileLineNumber() : null,
            });
        }

        // What called the cell is the engine.
        var last = frames.FindLastIndex(static frame => frame.SourceName is not null);
        if (last >= 0)
            frames.RemoveRange(last + 1, frames.Count - last - 1);
        if (frames.Count > MaxFrames)
        {
            // Endless recursion caught by a guard: its beginning and its end say everything.
            var omitted = new ErrorFrame { Method = $"… {frames.Count - MaxFrames} more" };
            frames.RemoveRange(MaxFrames / 2, frames.Count - MaxFrames);
            frames.Insert(MaxFrames / 2, omitted);
        }

        return [.. frames];
    }
}
