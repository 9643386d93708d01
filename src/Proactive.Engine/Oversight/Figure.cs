namespace Proactive.Engine.Oversight;

/// <summary>Something that is counted by day, with nothing in it that leads to a person.</summary>
/// <param name="Name">What, in kebab case; see <see cref="FigureName"/>.</param>
/// <param name="Guide">The life event; empty where it has none.</param>
/// <param name="Label">What tells its counts apart: a state, a channel, a bucket.</param>
public sealed record Figure(DateOnly Day, string Name, string Guide, string Label);

/// <summary>How often.</summary>
public sealed record FigureCount(Figure Figure, long Count);

/// <summary>Everything that is counted.</summary>
public static class FigureName
{
    /// <summary>Events taken in, by what came of them; the label is <c>accepted</c>, <c>duplicate</c>, <c>held</c> or <c>rejected</c>.</summary>
    public const string Events = "events";

    /// <summary>Journeys begun; the label says how many authorities have steps in it.</summary>
    public const string Journeys = "journeys";

    /// <summary>Steps that applied; the label is the step's id.</summary>
    public const string Steps = "steps";

    /// <summary>
    /// Steps with a deadline; the day is the deadline. The label is <c>due</c> for each, and besides <c>in-time</c> or <c>late</c> for those
    /// known to be done: what is left of <c>due</c> on days that are over is overdue.
    /// </summary>
    public const string Deadlines = "deadlines";

    /// <summary>Notices that came into a state; the label is <c>state channel</c>, the channel <c>-</c> where there is none.</summary>
    public const string Notices = "notices";

    /// <summary>Notices that went on by another channel after one had failed; the label is the channel that failed.</summary>
    public const string Fallbacks = "fallbacks";

    /// <summary>From the event's arrival to the first notice; the label is the upper bound in minutes, of <see cref="DelayBuckets"/>.</summary>
    public const string Delay = "delay";

    /// <summary>Citizens' grades; the label is 1 to 5, 1 the best.</summary>
    public const string Grades = "grades";

    /// <summary>How many authorities citizens say they had to contact: <c>0</c>, <c>1</c>, <c>2</c>, <c>3</c>, <c>4</c>, <c>5+</c>.</summary>
    public const string Authorities = "authorities";

    /// <summary>Whether somebody helped them with the overview: <c>yes</c> or <c>no</c>.</summary>
    public const string Helped = "helped";

    /// <summary>Upper bounds in minutes.</summary>
    public static IReadOnlyList<int> DelayBuckets { get; } = [1, 5, 15, 30, 60, 120, 240, 480, 720, 1440, 2880, 4320, 10080, 43200];

    /// <summary>The label of a delay.</summary>
    public static string DelayLabel(TimeSpan delay) =>
        DelayBuckets.FirstOrDefault(b => delay.TotalMinutes <= b) is > 0 and var bound ? bound.ToString(System.Globalization.CultureInfo.InvariantCulture) : "more";
}
