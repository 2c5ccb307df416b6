using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Notebook.Kernel.Errors;

/// <summary>
/// Names methods as a person wrote them. The compiler moves the bodies of asynchronous methods, iterators, lambdas and local
/// functions into classes and methods with names of its own.
/// </summary>
internal static class MethodNames
{
    /// <summary>The name of a submission's own top-level code.</summary>
    public const string TopLevel = "";

    /// <summary>What the names of submissions' classes begin with. Serializers take only types whose names are ordinary identifiers.</summary>
    public const string SubmissionPrefix = "Submission_";

    /// <summary>Names a method.</summary>
    /// <returns>The name, or null for a method that no person wrote.</returns>
    public static string? Of(MethodBase method)
    {
        method = Written(method);
        var type = method.DeclaringType;
        while (type is not null && type.Name.StartsWith("<>c", StringComparison.Ordinal))
            type = type.DeclaringType;

        var isSubmission = type is not null && IsSubmission(type);
        if (isSubmission && method.Name is "<Factory>" or "<Main>")
            return null;
        // The compiler puts no attribute on the state machine of top-level code.
        if (method is { Name: "MoveNext", DeclaringType: { Name: var machine, DeclaringType: { } outer } }
            && machine.StartsWith("<<Initialize>>", StringComparison.Ordinal) && IsSubmission(outer))
        {
            return TopLevel;
        }

        if (isSubmission && (method.Name == "<Initialize>" || method.IsConstructor))
            return TopLevel;

        var name = NameOf(method, type);
        return name.Length == 0 || name == TopLevel ? name
            : isSubmission || type is null || method.IsConstructor ? name : $"{TypeNames.Of(type)}.{name}";
    }

    public static bool IsSubmission(Type type) =>
        type.DeclaringType is null && type.Name.StartsWith(SubmissionPrefix, StringComparison.Ordinal);

    /// <summary>The method whose body a state machine carries; otherwise the method itself.</summary>
    private static MethodBase Written(MethodBase method)
    {
        if (method.Name != "MoveNext" || method.DeclaringType is not { DeclaringType: { } outer } machine)
            return method;

        const BindingFlags all = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var open = machine.IsConstructedGenericType ? machine.GetGenericTypeDefinition() : machine;
        foreach (var candidate in outer.GetMethods(all))
        {
            foreach (var attribute in candidate.GetCustomAttributes<StateMachineAttribute>(inherit: false))
            {
                if (attribute.StateMachineType == open)
                    return Written(candidate);
            }
        }

        return method;
    }

    private static string NameOf(MethodBase method, Type? type)
    {
        var name = method.Name;
        if (name == ".cctor")
            return $"static {TypeNames.Simple(type!)}()";
        if (method.IsConstructor)
            return $"new {TypeNames.Of(type!)}({Parameters(method)})";
        if (name[0] == '<')
            return Generated(method);
        if (method.IsSpecialName && name.StartsWith("get_", StringComparison.Ordinal))
            return Accessor(name[4..], "get");
        if (method.IsSpecialName && name.StartsWith("set_", StringComparison.Ordinal))
            return Accessor(name[4..], "set");
        if (method.IsSpecialName && name.StartsWith("op_", StringComparison.Ordinal))
            return $"operator {name[3..]}({Parameters(method)})";

        // An explicit implementation carries its interface's name.
        var simple = name[(name.LastIndexOf('.') + 1)..];
        return $"{simple}{GenericArguments(method)}({Parameters(method)})";
    }

    private static string Accessor(string property, string accessor) => $"{(property == "Item" ? "this[]" : property)}.{accessor}";

    /// <summary>Names such as <c>&lt;Outer&gt;g__Inner|0_1</c> (local function), <c>&lt;Outer&gt;b__0</c> (lambda) and <c>&lt;Clone&gt;$</c>.</summary>
    private static string Generated(MethodBase method)
    {
        var name = method.Name;
        var close = name.LastIndexOf('>');
        var outer = name[1..close].Trim('<', '>');
        var rest = name[(close + 1)..];
        if (rest.StartsWith("g__", StringComparison.Ordinal))
        {
            var end = rest.IndexOf('|', StringComparison.Ordinal);
            return $"{rest[3..(end < 0 ? rest.Length : end)]}{GenericArguments(method)}({Parameters(method)})";
        }

        if (rest.StartsWith("b__", StringComparison.Ordinal))
            return outer is "Initialize" or "Main" or "" ? $"lambda({Parameters(method)})" : $"{outer}, lambda({Parameters(method)})";
        if (outer == "Initialize")
            return TopLevel;
        return $"{outer}({Parameters(method)})";
    }

    private static string GenericArguments(MethodBase method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(TypeNames.Of))}>" : "";

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Where(static p => !IsClosure(p.ParameterType)).Select(static p => $"{TypeNames.Of(p.ParameterType)} {p.Name}".TrimEnd()));

    /// <summary>A local function's captured variables arrive in a structure that nobody wrote.</summary>
    private static bool IsClosure(Type type) =>
        (type.IsByRef ? type.GetElementType()! : type).IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);

    /// <summary>Whether a frame tells nothing to the person whose code failed.</summary>
    public static bool IsPlumbing(MethodBase method)
    {
        var type = method.DeclaringType;
        if (method.IsDefined(typeof(StackTraceHiddenAttribute), inherit: false) || type?.IsDefined(typeof(StackTraceHiddenAttribute), inherit: false) == true)
            return true;

        return type is null
            || type.Assembly == typeof(MethodNames).Assembly
            || type.Namespace == "System.Runtime.CompilerServices"
            || type.FullName is "System.Runtime.ControlledExecution" or "System.Threading.ExecutionContext" or "System.Runtime.ExceptionServices.ExceptionDispatchInfo"
            || type.FullName?.StartsWith("System.Threading.Tasks.Task", StringComparison.Ordinal) == true
            || type.FullName?.StartsWith("System.Threading.ThreadPoolWorkQueue", StringComparison.Ordinal) == true;
    }
}
