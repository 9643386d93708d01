namespace Proactive.Engine.Storage;

/// <summary>A call that was ordered for a citizen.</summary>
/// <param name="Number">Under which it can be cancelled.</param>
public sealed record WakeUp(DateTimeOffset At, long Number);
