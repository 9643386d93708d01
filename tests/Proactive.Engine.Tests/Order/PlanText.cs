using System.Globalization;
using System.Text;
using Proactive.Engine.Journeys;
using Proactive.Engine.Notices;
using Proactive.Engine.Storage;

namespace Proactive.Engine.Tests.Order;

/// <summary>What a citizen faces, as text that does not depend on how it came about: the journeys with their steps and the notices owed, without ids.</summary>
static class PlanText
{
    public static string Of(CitizenFile file) =>
        string.Join("\n", Faced(file).Select(j => Of(j, file.Notices.Where(n => n.JourneyId == j.Id))).Order(StringComparer.Ordinal));

    /// <summary>The steps as they stand on a day, reminded of or not: what must be the same even if messages have gone out between the events.</summary>
    public static string StepsOf(CitizenFile file, DateOnly today) => string.Join("\n", Faced(file).Select(j => j.On(today))
        .Select(j => $"{j.Guide} {j.State} {j.Effective:O}\n{Of(j.Steps).Replace(": Reminded", ": Open", StringComparison.Ordinal)}").Order(StringComparer.Ordinal));

    // A journey that lost all it had to another one is there still, for its notices' sake; it asks nothing of anybody.
    static IEnumerable<Journey> Faced(CitizenFile file) => file.Journeys.Where(j => j.State != JourneyState.Joined && j.Steps.Length > 0);

    static string Of(Journey journey, IEnumerable<Notice> notices)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{journey.Guide} {journey.State} {journey.EventType} {journey.Effective:O} not before {journey.NotBefore:O} {journey.RuleBook}");
        text.Append(Of(journey.Steps));
        foreach (var notice in notices.Where(n => n.State.ComesUp()).Select(n => $"  {n.Kind} {n.Step}{n.Number} {n.Intent} {n.State} about {string.Join(", ", n.Steps)}").Order(StringComparer.Ordinal))
            text.AppendLine(notice);
        return text.ToString();
    }

    static string Of(IEnumerable<Step> steps) =>
        string.Concat(steps.Select(s => $"  {s.Id}: {s.State} {s.Opens:O} {s.Due:O} [{string.Join(", ", s.Reminders.Select(r => $"{r:O}"))}]{(s.Automatic ? " by itself" : "")}\n"));
}
