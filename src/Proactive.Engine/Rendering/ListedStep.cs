using Proactive.Engine.Journeys;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Rendering;

/// <summary>A step as one message lists it: what every channel gets of it, and what only templates say.</summary>
/// <param name="Number">Its place among all there is to do, from 1; what happens by itself has numbers of its own.</param>
/// <param name="NotBefore">The day from which it can be done, if that is still to come.</param>
/// <param name="After">The titles of the steps in the same list that come first.</param>
sealed record ListedStep(MessageStep Told, StepRule Rule, int Number, DateOnly? NotBefore, IReadOnlyList<string> After)
{
    /// <summary>What a channel gets: every text one clean line.</summary>
    public static MessageStep Tell(Step step, StepRule rule, string id, string locale) => new(
        id, Clean(rule.Title, locale), Clean(rule.Text, locale), step.Opens, step.Due, step.Automatic, Clean(rule.Agency.Name, locale),
        rule.Action?.Url, rule.Action is { } action ? Clean(action.Label, locale) : "", [.. rule.Bring.Select(b => Clean(b, locale))],
        Escape.Clean(rule.Contact?.Phone ?? ""), rule.Contact is { } contact ? Clean(contact.Hours, locale) : "");

    static string Clean(LocalizedText text, string locale) => Escape.Clean(text.In(locale));
}
