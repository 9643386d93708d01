namespace Proactive.Engine.Journeys;

/// <summary>An event a citizen file has taken in: enough to refuse it the second time and to count it as evidence later.</summary>
/// <param name="Fingerprint">The same key with another fingerprint is a conflict.</param>
public sealed record SeenEvent(string Key, string Fingerprint, string Type, DateOnly Effective, DateTimeOffset At);
