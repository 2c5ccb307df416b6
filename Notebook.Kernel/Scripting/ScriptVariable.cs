using System.Reflection;
using Notebook.Kernel.Errors;

namespace Notebook.Kernel.Scripting;

/// <summary>A variable that some submission declared and no later one hides.</summary>
/// <param name="instance">Holds it.</param>
/// <param name="variable">Of the instance.</param>
/// <param name="sourceName">Names the submission.</param>
internal sealed class ScriptVariable(object instance, FieldInfo variable, string sourceName)
{
    public string Name => variable.Name;

    /// <summary>Names the submission that declared it: a cell, or nothing for code that a cell submitted.</summary>
    public string SourceName => sourceName;

    public Type DeclaredType => variable.FieldType;

    /// <summary>As C# writes it.</summary>
    public string Type => TypeNames.Of(variable.FieldType);

    /// <summary>The value at this moment.</summary>
    public object? Read() => variable.GetValue(instance);
}
