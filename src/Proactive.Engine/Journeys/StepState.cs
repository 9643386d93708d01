namespace Proactive.Engine.Journeys;

/// <summary>How far a citizen is with a step.</summary>
public enum StepState { Planned, Open, Reminded, Overdue, Done, NotNeeded, Withdrawn }

/// <summary>The moves a step may make. Any other is a bug.</summary>
public static class StepMoves
{
    static readonly Dictionary<StepState, StepState[]> Allowed = new()
    {
        [StepState.Planned] = [StepState.Open, StepState.Reminded, StepState.Overdue, StepState.Done, StepState.NotNeeded, StepState.Withdrawn],
        // A correction may move the opening or the deadline back into the future.
        [StepState.Open] = [StepState.Planned, StepState.Reminded, StepState.Overdue, StepState.Done, StepState.NotNeeded, StepState.Withdrawn],
        [StepState.Reminded] = [StepState.Overdue, StepState.Done, StepState.NotNeeded, StepState.Withdrawn],
        [StepState.Overdue] = [StepState.Planned, StepState.Open, StepState.Reminded, StepState.Done, StepState.NotNeeded, StepState.Withdrawn],
        // A correction may find that a step which had fallen away applies after all.
        [StepState.NotNeeded] = [StepState.Planned, StepState.Open, StepState.Reminded, StepState.Overdue, StepState.Done, StepState.Withdrawn],
        // The evidence may be annulled, or turn out to be from before the step opened.
        [StepState.Done] = [StepState.Planned, StepState.Open, StepState.Reminded, StepState.Overdue, StepState.NotNeeded, StepState.Withdrawn],
        [StepState.Withdrawn] = [],
    };

    public static bool Allows(StepState from, StepState to) => Allowed[from].Contains(to);

    /// <summary>True while the citizen still has something to do.</summary>
    public static bool IsOpen(this StepState state) => state is StepState.Planned or StepState.Open or StepState.Reminded or StepState.Overdue;
}
