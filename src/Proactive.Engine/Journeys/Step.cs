using System.Collections.Immutable;

namespace Proactive.Engine.Journeys;

/// <summary>One thing to do (or that happens by itself) in a journey.</summary>
/// <param name="DoneAt">When evidence, or the citizen's tick, closed it.</param>
/// <param name="RemindedAt">When the citizen was first reminded of it.</param>
public sealed record Step(
    string Id, StepState State, DateOnly? Opens, DateOnly? Due, ImmutableArray<DateOnly> Reminders, bool Automatic,
    DateTimeOffset? DoneAt = null, DateTimeOffset? RemindedAt = null)
{
    public Step To(StepState state)
    {
        if (state == State) return this;
        if (!StepMoves.Allows(State, state)) throw new InvalidOperationException($"A step cannot go from {State} to {state}.");
        return this with { State = state, DoneAt = null };
    }

    public Step Done(DateTimeOffset at) => State == StepState.Done ? this : To(StepState.Done) with { DoneAt = at };

    public Step Reminded(DateTimeOffset at) => To(StepState.Reminded) with { RemindedAt = RemindedAt ?? at };

    /// <summary>The step as the calendar has it: it opens, and falls overdue.</summary>
    internal Step On(DateOnly today) => Automatic || !State.IsOpen() ? this : To(Standing(today));

    /// <summary>This step, as it was planned now, with what is known of it from before.</summary>
    internal Step After(Step? before, bool isWithdrawn, bool isDone, DateOnly today, DateTimeOffset now)
    {
        var known = before is null ? this : before with { Opens = Opens, Due = Due, Reminders = Reminders, Automatic = Automatic };
        if (isWithdrawn) return known.To(StepState.Withdrawn);
        if (isDone) return known.Done(now);
        if (State == StepState.NotNeeded) return known.To(StepState.NotNeeded);
        return known.To(Automatic ? StepState.Planned : known.Standing(today));
    }

    /// <summary>True if what the citizen is told of both is the same.</summary>
    internal bool SaysAs(Step other) => Id == other.Id && Opens == other.Opens && Due == other.Due;

    StepState Standing(DateOnly today) =>
        Due < today ? StepState.Overdue
        : RemindedAt is not null || State == StepState.Reminded ? StepState.Reminded
        : (Opens ?? today) <= today ? StepState.Open : StepState.Planned;

    // Arrays in records compare by reference; a step is equal when its dates are.
    public bool Equals(Step? other) =>
        other is not null && Id == other.Id && State == other.State && Opens == other.Opens && Due == other.Due
        && Automatic == other.Automatic && DoneAt == other.DoneAt && RemindedAt == other.RemindedAt && Reminders.SequenceEqual(other.Reminders);

    public override int GetHashCode() => HashCode.Combine(Id, State, Opens, Due);
}
