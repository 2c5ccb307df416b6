namespace Notebook.Web.Components.Notebooks;

/// <summary>What the browser learns about text it sent or asked for: accepted, or what it lacks, or why it was refused.</summary>
internal sealed record PushReply
{
    public static PushReply WasAccepted { get; } = new() { Accepted = true };

    public bool Accepted { get; private init; }

    /// <summary>The version after <see cref="Updates"/>, or of <see cref="Text"/>.</summary>
    public int Version { get; private init; }

    /// <summary>Pairs of client id and change set, oldest first.</summary>
    public IReadOnlyList<string[]>? Updates { get; private init; }

    /// <summary>The whole text, when the updates are no longer kept.</summary>
    public string? Text { get; private init; }

    /// <summary>Why it was refused, for the person who typed.</summary>
    public string? Message { get; private init; }

    /// <summary>The refusal may pass, such as a full disk.</summary>
    public bool MayRetry { get; private init; }

    public static PushReply Behind(TextDelivery delivery) => new() { Version = delivery.Version, Updates = delivery.Updates, Text = delivery.Text };

    public static PushReply Refused(string message, bool mayRetry = false) => new() { Message = message, MayRetry = mayRetry };
}
