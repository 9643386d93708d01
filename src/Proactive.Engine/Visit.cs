using Proactive.Engine.Rules;
using Proactive.Engine.Storage;

namespace Proactive.Engine;

/// <summary>What one event means to one citizen.</summary>
sealed record Hearing(Arrival Arrival, IReadOnlyList<Occurrence> Occurrences)
{
    /// <summary>Under which keys the citizen has to be found again, by events that correct this one or that it corrects.</summary>
    public IEnumerable<string> Concerns => Occurrences.Where(o => o.ConcernsOthers).SelectMany(IEnumerable<string> (o) => o.Role switch
    {
        EventRole.Starts or EventRole.Continues => [o.Event.Key],
        EventRole.Corrects => [o.OriginalKey!, Corrected(o.OriginalKey!)],
        _ => [],
    });

    /// <summary>The key under which those are found whom the corrections of an event concern.</summary>
    public static string Corrected(string eventKey) => $"corrected {eventKey}";
}

/// <summary>One citizen, as loaded, and what is to be told them in its order.</summary>
sealed record Visit(Citizen Citizen, IReadOnlyList<Hearing> Heard);

/// <summary>Events that were read with a rule book, whom they concern, and what the files become by them.</summary>
/// <param name="Changes">In the order of the visits; null where nothing changes.</param>
/// <param name="Counts">Notes to keep of how many came.</param>
sealed record PlannedArrivals(IReadOnlyList<Arrival> Arrivals, RuleBook Book, IReadOnlyList<Visit> Visits, IReadOnlyList<FileChange?> Changes, IReadOnlyList<(string Note, string Text)> Counts);
