namespace Proactive.Engine.Rendering;

/// <summary>A step as one message lists it.</summary>
/// <param name="Told">What channels get of it.</param>
/// <param name="RuleId">Its id in the journey and in the rule book.</param>
/// <param name="Number">Its place among all there is to do, from 1; what happens by itself has numbers of its own.</param>
/// <param name="NotBefore">The day from which it can be done, if that is still to come.</param>
/// <param name="After">The steps in the same list that come first.</param>
sealed record ListedStep(MessageStep Told, StepWords Words, string RuleId, int Number, DateOnly? NotBefore, IReadOnlyList<StepWords> After);
