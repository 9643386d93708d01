using System.Collections.Immutable;
using Proactive.Engine.Citizens;

namespace Proactive.Engine.Journeys;

/// <summary>Where a journey stands. Expired: the event was too old to write about.</summary>
public enum JourneyState { Active, Completed, Withdrawn, Expired }

/// <summary>One citizen's run through a guide: the steps that apply, with dates and state.</summary>
/// <param name="RuleBook">Hash of the rule book it was planned with.</param>
/// <param name="EventKey">Key of the event that started it.</param>
/// <param name="EventType">The event type whose data planned it (a correction has its own).</param>
/// <param name="NotBefore">When the first notice may go: arrival plus the time the registry needs to settle.</param>
/// <param name="Revision">How often a correction or a further event changed it.</param>
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

/// <summary>One thing to do (or that happens by itself) in a journey.</summary>
public sealed record Step(string Id, StepState State, DateOnly? Opens, DateOnly? Due, ImmutableArray<DateOnly> Reminders, bool Automatic, DateTimeOffset? DoneAt = null)
{
    public Step To(StepState state, DateTimeOffset? doneAt = null)
    {
        if (state == State) return this;
        if (!StepMoves.Allows(State, state)) throw new InvalidOperationException($"A step cannot go from {State} to {state}.");
        return this with { State = state, DoneAt = doneAt };
    }

    internal Step On(DateOnly today)
    {
        if (Automatic || !State.IsOpen()) return this;
        if (State == StepState.Overdue) return Due >= today ? To(StepState.Open) : this;
        if (Due < today) return To(StepState.Overdue);
        return State == StepState.Planned && (Opens ?? today) <= today ? To(StepState.Open) : this;
    }

    // Arrays in records compare by reference; a step is equal when its dates are.
    public bool Equals(Step? other) =>
        other is not null && Id == other.Id && State == other.State && Opens == other.Opens && Due == other.Due
        && Automatic == other.Automatic && DoneAt == other.DoneAt && Reminders.SequenceEqual(other.Reminders);

    public override int GetHashCode() => HashCode.Combine(Id, State, Opens, Due);
}
