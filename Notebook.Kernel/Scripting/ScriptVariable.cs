using System.Reflection;
using Notebook.Kernel.Errors;

namespace Notebook.Kernel.Scripting;

/// <summary>A variable that some submission declared and no later one hides.</summary>
internal sealed class ScriptVariable(object instance, FieldInfo variable)
{
    public string Name => variable.Name;

    /// <summary>As C# writes it.</summary>
    public string Type => TypeNames.Of(variable.FieldType);

    /// <summary>The value at this moment.</summary>
    public object? Read() => variable.GetValue(instance);
}
