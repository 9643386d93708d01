namespace Proactive.Engine.Delivery;

/// <summary>How a try ended. Started: not known yet, or never to be known if the process died in it.</summary>
public enum AttemptResult { Started, Delivered, TryAgain, GaveUp, Unknown }

/// <summary>One try to deliver a notice, written before the channel is spoken to and again when it has answered.</summary>
public sealed record Attempt(string NoticeId, int Number, string Channel, DateTimeOffset At, AttemptResult Result, string? Detail = null);
