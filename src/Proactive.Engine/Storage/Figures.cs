using System.Globalization;
using System.Text.Json;
using Proactive.Engine.Journeys;
using Proactive.Engine.Notices;
using Proactive.Engine.Oversight;
using Proactive.Engine.Rules;
using Proactive.Engine.Visits;

namespace Proactive.Engine.Storage;

/// <summary>What a change of a citizen's file adds to the figures, and takes back. Pure.</summary>
static class Figures
{
    public static IReadOnlyList<FigureCount> Between(CitizenFile before, CitizenFile after, RuleShelf rules, DateTimeOffset at)
    {
        if (ReferenceEquals(before, after)) return [];
        var today = DateOnly.FromDateTime(at.UtcDateTime);
        var counts = new Dictionary<Figure, long>();
        var journeys = before.Journeys.ToDictionary(j => j.Id);
        foreach (var journey in after.Journeys)
        {
            var was = journeys.GetValueOrDefault(journey.Id);
            if (ReferenceEquals(was, journey)) continue;
            if (was is null && IsTold(journey)) Count(today, FigureName.Journeys, journey.Guide, Authorities(journey, rules));
            foreach (var step in Applying(journey).Except(Applying(was))) Count(today, FigureName.Steps, journey.Guide, step);
            foreach (var (day, label) in Deadlines(journey, rules)) Count(day, FigureName.Deadlines, journey.Guide, label);
            foreach (var (day, label) in Deadlines(was, rules)) Count(day, FigureName.Deadlines, journey.Guide, label, -1);
        }

        var notices = before.Notices.ToDictionary(n => n.Id);
        foreach (var notice in after.Notices)
        {
            var was = notices.GetValueOrDefault(notice.Id);
            if (ReferenceEquals(was, notice)) continue;
            var journey = after.Journeys.First(j => j.Id == notice.JourneyId);
            foreach (var (name, label) in Of(was, notice, after.Events.FirstOrDefault(e => e.Key == journey.EventKey)?.At)) Count(today, name, journey.Guide, label);
        }

        foreach (var answer in after.Answers.Except(before.Answers)) CountAnswer(answer, 1);
        foreach (var answer in before.Answers.Except(after.Answers)) CountAnswer(answer, -1);
        return [.. counts.Where(c => c.Value != 0).Select(c => new FigureCount(c.Key, c.Value))];

        void CountAnswer(JourneyAnswer given, int by)
        {
            foreach (var (name, label) in Of(given.Answer)) Count(DateOnly.FromDateTime(given.At.UtcDateTime), name, after.Journeys.First(j => j.Id == given.Journey).Guide, label, by);
        }

        void Count(DateOnly day, string name, string guide, string label, int by = 1)
        {
            var figure = new Figure(day, name, guide, label);
            counts[figure] = counts.GetValueOrDefault(figure) + by;
        }
    }

    static bool IsTold(Journey? journey) => journey?.State is JourneyState.Active or JourneyState.Completed;

    static string Authorities(Journey journey, RuleShelf rules) => Applying(journey)
        .Select(s => rules.Guide(journey.RuleBook, journey.Guide)?.Step(s, journey.Effective)?.Agency.Id).OfType<string>().Distinct().Count().ToString(CultureInfo.InvariantCulture);

    static IEnumerable<string> Applying(Journey? journey) => IsTold(journey) ? journey!.Steps.Where(Applies).Select(s => s.Id) : [];

    static bool Applies(Step step) => step.State is not (StepState.NotNeeded or StepState.Withdrawn);

    static IEnumerable<(DateOnly Day, string Label)> Deadlines(Journey? journey, RuleShelf rules)
    {
        if (!IsTold(journey) || rules.Guide(journey!.RuleBook, journey.Guide)?.Country is not { } country) yield break;
        foreach (var step in journey.Steps.Where(s => !s.Automatic && Applies(s)))
        {
            if (step.Due is not { } due) continue;
            yield return (due, "due");
            if (step.State == StepState.Done && step.DoneAt is { } done) yield return (due, country.Today(done) <= due ? "in-time" : "late");
        }
    }

    static IEnumerable<(string Name, string Label)> Of(Answer answer)
    {
        yield return (FigureName.Grades, answer.Mark.ToString(CultureInfo.InvariantCulture));
        if (answer.Authorities is { } authorities) yield return (FigureName.Authorities, authorities >= 5 ? "5+" : authorities.ToString(CultureInfo.InvariantCulture));
        if (answer.Helped is { } helped) yield return (FigureName.Helped, helped ? "yes" : "no");
    }

    static IEnumerable<(string Name, string Label)> Of(Notice? was, Notice notice, DateTimeOffset? arrived)
    {
        // Being planned and being handed over are no ends.
        if (notice.State != was?.State && notice.State is not (NoticeState.Planned or NoticeState.Sending))
            yield return (FigureName.Notices, $"{JsonNamingPolicy.KebabCaseLower.ConvertName(notice.State.ToString())} {notice.Channel ?? "-"}");
        if (notice is { State: NoticeState.Planned, Reason: "next-channel", Channel: { } failed } && was?.Reason != notice.Reason) yield return (FigureName.Fallbacks, failed);
        if (notice is { Kind: NoticeKind.Start, State: NoticeState.Sent, SentAt: { } sent } && was?.SentAt is null && arrived is { } at) yield return (FigureName.Delay, FigureName.DelayLabel(sent - at));
    }
}
