namespace Proactive.Engine.Delivery;

/// <summary>What came of one try to deliver a message.</summary>
public abstract record Outcome
{
    /// <summary>The relay took it over.</summary>
    /// <param name="Receipt">What the relay said or where it was put; goes into the log, so no personal data.</param>
    public sealed record Delivered(string Receipt) : Outcome;

    /// <summary>Not now; the channel's retry table says when.</summary>
    public sealed record TryAgain(string Reason) : Outcome;

    /// <summary>Never by this channel; the next one is tried.</summary>
    public sealed record GiveUp(string Reason) : Outcome;

    /// <summary>It may have gone out: the line broke after the whole message was handed over (RFC 1047).</summary>
    public sealed record Unknown(string Reason) : Outcome;

    Outcome() { }
}
