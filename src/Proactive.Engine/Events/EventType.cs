namespace Proactive.Engine.Events;

/// <summary>A declared event type: its name and the fields its <c>data</c> must have.</summary>
/// <param name="Name">Reverse-DNS name with a version, e.g. <c>dk.cpr.person-moved.v1</c>.</param>
/// <param name="IgnoresUnknownFields">False (the default): a field nobody declared rejects the event, so that a misspelt one is never lost in silence.</param>
public sealed record EventType(string Name, RecordShape Data, bool IgnoresUnknownFields = false);
