namespace Notebook.Interactive.Formatting;

/// <summary>A value with parts. Only its <see cref="CaptureBudget"/> changes it.</summary>
internal sealed class CapturedComposite(CompositeKind kind, string typeName) : CapturedValue
{
    private readonly List<CapturedPart> _parts = [];

    public CompositeKind Kind => kind;

    /// <summary>As C# writes it, without namespaces; empty for an anonymous type.</summary>
    public string TypeName => typeName;

    public IReadOnlyList<CapturedPart> Parts => _parts;

    /// <summary>What the type's author made the value say of itself, where that was asked; otherwise null.</summary>
    public string? Text { get; init; }

    /// <summary>The columns of a value that is a table by nature, so that an empty one has them too; otherwise null.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>How many parts the value itself has, when that is known.</summary>
    public int? Count { get; set; }

    /// <summary>There are more parts than were captured.</summary>
    public bool IsCut { get; set; }

    /// <summary>Why parts are missing, when the reason is not simply their number.</summary>
    public string? Note { get; set; }

    public override bool HasHtmlForm => Html is not null || _parts.Exists(static p => p.Value.HasHtmlForm);

    public void Add(CapturedPart part) => _parts.Add(part);
}
