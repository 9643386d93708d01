namespace Proactive.Engine.Notices;

/// <summary>A step as a message told it, so that a later one can say what has changed.</summary>
public sealed record ToldStep(string Id, DateOnly? Opens, DateOnly? Due);
