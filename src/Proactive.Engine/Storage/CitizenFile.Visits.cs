using Proactive.Engine.Journeys;
using Proactive.Engine.Notices;
using Proactive.Engine.Rules;
using Proactive.Engine.Visits;

namespace Proactive.Engine.Storage;

// What citizens do to their file themselves. Each gives the file itself where there is nothing to do, so that doing it twice does nothing more, and null where it cannot be done.
public sealed partial record CitizenFile
{
    /// <summary>The link with this hash, while it opens anything.</summary>
    public GuideLink? LinkOf(string hash, DateTimeOffset now) => Links.FirstOrDefault(l => l.Hash == hash && now < l.Expires);

    /// <summary>The file with one more link, and without those that have expired.</summary>
    public CitizenFile Add(GuideLink link, DateTimeOffset now) => this with { Links = [.. Links.Where(l => now < l.Expires), link] };

    /// <summary>The file without a link.</summary>
    public CitizenFile Close(GuideLink link) => this with { Links = Links.RemoveAll(l => l.Hash == link.Hash) };

    /// <summary>The file after the citizen said that a step is done. Null: there is no such step, it happens by itself, or it asks nothing of anybody any more.</summary>
    public CitizenFile? Tick(string journeyId, string stepId, RuleShelf rules, DateTimeOffset now)
    {
        if (Journeys.FirstOrDefault(j => j.Id == journeyId) is not { State: JourneyState.Active or JourneyState.Completed } journey) return null;
        return journey.Steps.FirstOrDefault(s => s.Id == stepId) switch
        {
            { State: StepState.Done, Automatic: false } => this,
            { Automatic: false } step when step.State.IsOpen() => (this with { Ticks = Ticks.Add(new Tick(journeyId, stepId, now)) }).PlanAgain(journey, rules, now),
            _ => null,
        };
    }

    /// <summary>The file after the citizen took that back. Null: there is no such step, or somebody else has said that it is done.</summary>
    public CitizenFile? Untick(string journeyId, string stepId, RuleShelf rules, DateTimeOffset now)
    {
        if (Journeys.FirstOrDefault(j => j.Id == journeyId) is not { State: JourneyState.Active or JourneyState.Completed } journey) return null;
        if (journey.Steps.FirstOrDefault(s => s.Id == stepId) is not { Automatic: false } step) return null;
        var left = Ticks.RemoveAll(t => t.Step == stepId && (t.Journey == journeyId || Journeys.Any(j => j.Id == t.Journey && j.Guide == journey.Guide && j.State == JourneyState.Joined)));
        if (left.Length == Ticks.Length) return step.State == StepState.Done ? null : this;
        return (this with { Ticks = left }).PlanAgain(journey, rules, now)?.LetGo(this, now);
    }

    CitizenFile? PlanAgain(Journey journey, RuleShelf rules, DateTimeOffset now) => rules.Guide(journey.RuleBook, journey.Guide) is { } guide
        ? (this with { Journeys = JourneyPlanner.Plan(Journeys, Events, Ticks, guide, null, Key, rules, now) }).OweNotices(rules, now) : null;

    // A reminder whose day went by while the step was done does not come after it.
    CitizenFile LetGo(CitizenFile before, DateTimeOffset now) => Notices
        .Where(n => n is { Kind: NoticeKind.Reminder, State: NoticeState.Planned } && n.Due <= now && before.Notices.Any(b => b.Id == n.Id && b.State == NoticeState.Cancelled))
        .Aggregate(this, (file, notice) => file with { Notices = file.Notices.Replace(notice, notice.To(NoticeState.Suppressed, "done-when-due")) });

    /// <summary>The file after a reader chose how to be written to.</summary>
    public CitizenFile Choose(Choice choice)
    {
        if (Choices.Contains(choice)) return this;
        var others = Choices.RemoveAll(c => c.Reader == choice.Reader);
        if (choice is not { Channel: null, Language: null }) return this with { Choices = others.Add(choice) };
        return others.Length == Choices.Length ? this : this with { Choices = others };
    }

    /// <summary>The file after the citizen said no to a life event.</summary>
    public CitizenFile OptOut(string guide) => OptOuts.Contains(guide) ? this : this with { OptOuts = OptOuts.Add(guide) };

    /// <summary>The file after the citizen took that back.</summary>
    public CitizenFile OptIn(string guide) => OptOuts.Contains(guide) ? this with { OptOuts = OptOuts.Remove(guide) } : this;

    /// <summary>The file after the citizen objected. While the objection waits or after it was upheld, another one adds nothing but its words, if it has any.</summary>
    public CitizenFile Object(string guide, string words, DateTimeOffset now) => Objections.LastOrDefault(o => o.Guide == guide) switch
    {
        { Upheld: true } => this,
        { Upheld: null } waiting => words.Length == 0 || words == waiting.Words ? this : this with { Objections = Objections.Replace(waiting, waiting with { Words = words }) },
        _ => this with { Objections = Objections.Add(new Objection(guide, now, words)) },
    };

    /// <summary>The file after a person decided about the objection that waits; null: none does.</summary>
    public CitizenFile? Decide(string guide, bool upheld, string grounds, DateTimeOffset now) => Objections.FirstOrDefault(o => o.Guide == guide && o.Upheld is null) is { } waiting
        ? this with { Objections = Objections.Replace(waiting, waiting with { Upheld = upheld, DecidedAt = now, Grounds = grounds }) } : null;

    /// <summary>The file after the citizen said how much the help helped.</summary>
    public CitizenFile Grade(string journey, Answer answer, DateTimeOffset now) => Answers.FirstOrDefault(a => a.Journey == journey) switch
    {
        null => this with { Answers = Answers.Add(new JourneyAnswer(journey, answer, now)) },
        { Answer: var given } before => given == answer ? this : this with { Answers = Answers.Replace(before, new JourneyAnswer(journey, answer, now)) },
    };
}
