using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Proactive.Engine.Citizens;
using Proactive.Engine.Delivery;
using Proactive.Engine.Events;
using Proactive.Engine.Journeys;
using Proactive.Engine.Notices;
using Proactive.Engine.Rules;
using Proactive.Engine.Visits;

namespace Proactive.Engine.Storage;

/// <summary>Everything the engine keeps about one citizen; read and written as one. Changed only by the pure functions here, which put the stages together.</summary>
/// <param name="OptOuts">Life events the citizen has said no to by themselves; a registry does not know of it.</param>
/// <param name="Doubts">Addresses at which a message could not be delivered.</param>
/// <param name="Links">What opens the citizen's own page.</param>
/// <param name="Ticks">What the citizen says is done.</param>
/// <param name="Choices">How readers want to be written to.</param>
/// <param name="Answers">What the citizen said of the help, one a journey.</param>
/// <param name="Objections">In the order in which they were made.</param>
/// <param name="WakeUp">Ordered for when the file is due next; null: none, and whoever looks at everything that is due finds it.</param>
/// <param name="Version">0: never saved. A save states the version it was made from and fails if another came first.</param>
public sealed partial record CitizenFile(
    CitizenKey Key, long Version, ImmutableArray<SeenEvent> Events, ImmutableArray<Journey> Journeys,
    ImmutableArray<Notice> Notices, ImmutableArray<Attempt> Attempts, ImmutableArray<string> OptOuts, ImmutableArray<AddressDoubt> Doubts,
    ImmutableArray<GuideLink> Links, ImmutableArray<Tick> Ticks, ImmutableArray<Choice> Choices, ImmutableArray<JourneyAnswer> Answers, ImmutableArray<Objection> Objections, WakeUp? WakeUp = null)
{
    // Files kept by an older version lack what came later.
    public ImmutableArray<string> OptOuts { get => field.IsDefault ? [] : field; init; } = OptOuts;

    public ImmutableArray<AddressDoubt> Doubts { get => field.IsDefault ? [] : field; init; } = Doubts;

    public ImmutableArray<GuideLink> Links { get => field.IsDefault ? [] : field; init; } = Links;

    public ImmutableArray<Tick> Ticks { get => field.IsDefault ? [] : field; init; } = Ticks;

    public ImmutableArray<Choice> Choices { get => field.IsDefault ? [] : field; init; } = Choices;

    public ImmutableArray<JourneyAnswer> Answers { get => field.IsDefault ? [] : field; init; } = Answers;

    public ImmutableArray<Objection> Objections { get => field.IsDefault ? [] : field; init; } = Objections;

    /// <summary>What the citizen's bodies are encrypted with; null until a store has made it.</summary>
    [JsonIgnore]
    public DataKey? DataKey { get; init; }

    public static CitizenFile Empty(CitizenKey key) => new(key, 0, [], [], [], [], [], [], [], [], [], [], []);

    /// <summary>When the file next needs to be looked at; null: nothing is waiting.</summary>
    public DateTimeOffset? NextDue => Notices.Where(n => n.State.ComesUp() && n.Due < DateTimeOffset.MaxValue).Select(n => (DateTimeOffset?)n.Due).Min();

    /// <summary>Whether an event with this key was taken in before, and whether it said something else then.</summary>
    public (bool Seen, bool Conflicts) Knows(LifeEvent lifeEvent)
    {
        var seen = Events.FirstOrDefault(e => e.Key == lifeEvent.Key);
        return (seen is not null, seen is not null && seen.Fingerprint != lifeEvent.Fingerprint);
    }

    /// <summary>The last notice before <paramref name="notice"/> that told its journey's whole list; null if none did.</summary>
    public Notice? ToldBefore(Notice notice) => Notices
        .Where(n => n.JourneyId == notice.JourneyId && n.Id != notice.Id && n.Kind is NoticeKind.Start or NoticeKind.Change && n.State.MayHaveArrived())
        .MaxBy(n => n.Revision);

    /// <summary>The file after an occurrence: its event and what that contributed kept, journeys planned, notices owed.</summary>
    public CitizenFile Plan(Occurrence occurrence, Evaluation evaluation, RuleShelf rules, DateTimeOffset now)
    {
        var events = SeenEvent.Add(Events, occurrence, evaluation, rules.Current.Hash, now);
        var journeys = JourneyPlanner.Plan(Journeys, events, Ticks, occurrence.Guide, occurrence.Role, Key, rules, now);
        return (this with { Events = events, Journeys = journeys }).OweNotices(rules, now);
    }

    CitizenFile OweNotices(RuleShelf rules, DateTimeOffset now)
    {
        var file = this;
        foreach (var journey in Journeys)
        {
            if (rules.Guide(journey.RuleBook, journey.Guide)?.Country is not { } country) continue;
            var current = journey.On(country.Today(now));
            file = file with
            {
                Journeys = file.Journeys.Replace(journey, current),
                Notices = NoticePlanner.Plan(current, file.Notices, country),
            };
        }

        return file;
    }
}
