namespace Proactive.Engine.Events;

/// <summary>What reading one event gave: the event, or why not, with as much of its envelope as could be read.</summary>
public sealed record EventRead(LifeEvent? Event, Rejection? Rejection, string? Type, string? Source, string? Id);
