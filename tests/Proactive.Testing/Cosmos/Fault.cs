namespace Proactive.Testing.Cosmos;

/// <summary>What becomes of one request to the service.</summary>
public abstract record Fault
{
    Fault() { }

    public static Fault None { get; } = new Nothing();

    /// <summary>The line breaks before the request arrives: nothing is done.</summary>
    public static Fault LostRequest { get; } = new RequestLost();

    /// <summary>The request is carried out, and the line breaks before its answer arrives.</summary>
    public static Fault LostAnswer { get; } = new AnswerLost();

    /// <summary>503: nothing is done.</summary>
    public static Fault Unavailable { get; } = new Absent();

    /// <summary>429: nothing is done; the client is to come again after this time.</summary>
    public static Fault Throttled(TimeSpan retryAfter) => new TooMany(retryAfter);

    internal sealed record Nothing : Fault;

    internal sealed record RequestLost : Fault;

    internal sealed record AnswerLost : Fault;

    internal sealed record Absent : Fault;

    internal sealed record TooMany(TimeSpan RetryAfter) : Fault;
}
