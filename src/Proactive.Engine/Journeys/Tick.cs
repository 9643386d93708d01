namespace Proactive.Engine.Journeys;

/// <summary>A citizen's own word that a step is done. It counts as evidence does, and only the citizen takes it back.</summary>
/// <param name="Journey">The journey's id.</param>
public sealed record Tick(string Journey, string Step, DateTimeOffset At);
