using Proactive.Engine.Rules;

namespace Proactive.Engine.Journeys;

/// <summary>What registries have reported that may close steps, by event type; what was annulled does not count.</summary>
sealed class Evidence(ILookup<string, DateOnly> dates)
{
    /// <summary>Evidence from before a step opened says nothing; a step without an opening date looks back this far from its deadline or the effective date, whichever is earlier.</summary>
    const int LooksBackDays = 90;

    public static Evidence Of(IEnumerable<SeenEvent> events, IEnumerable<Fact> facts)
    {
        var annulled = facts.Where(f => f.IsAnnulled).SelectMany(f => f.Keys).ToHashSet();
        return new Evidence(events.Where(e => !annulled.Contains(e.Key)).ToLookup(e => e.Type, e => e.Effective));
    }

    /// <summary>Tells whether a step of the journey is done.</summary>
    public Func<Step, bool> For(Outline outline, RuleShelf rules)
    {
        var (lead, effective) = (outline.Lead.What, outline.Lead.Event.Effective);
        var guide = rules.Guide(lead.RuleBook, lead.Guide);
        return step =>
        {
            var from = step.Opens ?? (step.Due < effective ? step.Due.Value : effective).AddDays(-LooksBackDays);
            return guide?.Step(step.Id, effective)?.Evidence.Any(type => dates[type].Any(on => on >= from)) == true;
        };
    }
}
