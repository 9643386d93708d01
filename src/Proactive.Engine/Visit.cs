using Proactive.Engine.Rules;
using Proactive.Engine.Storage;

namespace Proactive.Engine;

/// <summary>What one event means to one citizen.</summary>
sealed record Hearing(Arrival Arrival, IReadOnlyList<Occurrence> Occurrences)
{
    /// <summary>Keys of events under which the citizen has to be found again: those that do not simply concern their subject.</summary>
    public IEnumerable<string> Concerns => Occurrences
        .Where(o => o.Role is EventRole.Starts or EventRole.Continues or EventRole.Corrects && !(o.Recipients.Count == 1 && o.Recipients[0] == o.Event.Subject))
        .Select(o => o.OriginalKey ?? o.Event.Key);
}

/// <summary>One citizen, as loaded, and what is to be told them in its order.</summary>
sealed record Visit(Citizen Citizen, IReadOnlyList<Hearing> Heard);
