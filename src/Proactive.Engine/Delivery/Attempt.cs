namespace Proactive.Engine.Delivery;

/// <summary>How a try ended. Started: not known yet, or never to be known if the process died in it. Bounced: handed over, and sent back later.</summary>
public enum AttemptResult { Started, Delivered, TryAgain, GaveUp, Unknown, Bounced }

/// <summary>One try to deliver a notice, written before the channel is spoken to and again when it has answered.</summary>
/// <param name="Address">A hash of where it went, as <see cref="AddressDoubt"/> has it; null in what an older version wrote.</param>
public sealed record Attempt(string NoticeId, int Number, string Channel, DateTimeOffset At, AttemptResult Result, string? Detail = null, string? Address = null);
