using System.Collections.Immutable;
using Proactive.Engine.Citizens;

namespace Proactive.Engine.Journeys;

/// <summary>Where a journey stands. Expired: the event was too old to write about. Joined: its events turned out to belong to another journey, which tells of them.</summary>
public enum JourneyState { Active, Completed, Withdrawn, Expired, Joined }

/// <summary>One citizen's run through a guide: the steps that apply, with dates and state.</summary>
/// <param name="RuleBook">Hash of the rule book it was planned with.</param>
/// <param name="EventKey">Key of one of the events that started it, by which it is found again.</param>
/// <param name="EventType">The event type whose data planned it (a correction has its own).</param>
/// <param name="NotBefore">When what holds now may be told: arrival plus the time the registry needs to settle.</param>
/// <param name="Revision">How often what applies was no longer what may have been told.</param>
/// <param name="ChangedAt">When its state or steps last changed.</param>
/// <param name="Continued">True if the last revision added steps; false if it corrected what was said before.</param>
public sealed record Journey(
    string Id, string Guide, string RuleBook, string EventKey, string EventType, DateOnly Effective, DateTimeOffset NotBefore,
    JourneyState State, ImmutableArray<Step> Steps, int Revision, DateTimeOffset ChangedAt, bool Continued = false)
{
    /// <summary>The id of the journey that an event starts for a citizen: planning it twice gives the same one.</summary>
    public static string IdOf(string guide, string eventKey, CitizenKey citizen) => DerivedId.Of("journey", guide, eventKey, citizen.Value);

    /// <summary>True when the citizen had something to do and has done it all.</summary>
    public bool AllDone => Steps.Any(s => !s.Automatic && s.State == StepState.Done) && Steps.All(s => s.Automatic || !s.State.IsOpen());

    public Journey Change(Step step) => this with { Steps = Steps.Replace(Steps.First(s => s.Id == step.Id), step) };

    /// <summary>The journey as it stands on <paramref name="today"/>: steps open and fall overdue by the calendar.</summary>
    public Journey On(DateOnly today)
    {
        if (State != JourneyState.Active) return this;
        var steps = Steps.Select(s => s.On(today)).ToImmutableArray();
        return steps.SequenceEqual(Steps) ? this : this with { Steps = steps };
    }
}
