using Proactive.Engine.Citizens;
using Proactive.Engine.Journeys;
using Proactive.Engine.Notices;
using Proactive.Engine.Rendering;
using Proactive.Engine.Rules;
using Proactive.Testing;

namespace Proactive.Adapters.Tests;

/// <summary>Notices of the shipped life events in the shipped words, each about every step its life event has, so that none is longer.</summary>
static class RealNotices
{
    static readonly DateOnly Today = new(2026, 11, 21);

    static readonly DateTimeOffset Now = new(Today, new TimeOnly(9, 0), TimeSpan.Zero);

    /// <summary>Each kind of each life event in each language its country writes.</summary>
    public static IEnumerable<Message> All(string? name = "Anna Sørensen") =>
        from guide in Repository.RuleBook.Guides
        from language in guide.Country.Languages
        from kind in Enum.GetValues<NoticeKind>()
        select Of(guide.Id, language, kind, name);

    public static Message Of(string guide, string language, NoticeKind kind, string? name = "Anna Sørensen") => Together(language, name, PartOf(guide, language, kind));

    /// <summary>Several journeys in one message.</summary>
    public static Message Together(string language, string? name, params Part[] parts)
    {
        var person = Scenario.Adult(language) with { Name = name };
        var rendered = Repository.Templates.Render(new Telling("email", person, person, parts), Now);
        return rendered.Message ?? throw new InvalidOperationException(rendered.Failure);
    }

    public static Part PartOf(string guideId, string language, NoticeKind kind)
    {
        var guide = Repository.RuleBook.Guide(guideId)!;
        var steps = guide.Steps.Where(s => s.IsValidOn(Today)).DistinctBy(s => s.Id)
            .Select((s, i) => new Step(s.Id, s.Automatic ? StepState.Planned : StepState.Open, Today, s.Automatic ? null : Today.AddDays(i + 4), [], s.Automatic)).ToList();
        var journey = new Journey($"{guideId}-{language}", guideId, "book", "event", "type", Today, DateTimeOffset.MinValue, JourneyState.Active, [.. steps], 1, DateTimeOffset.MinValue);
        var notice = new Notice(
            Notice.IdOf(journey.Id, kind, null, 1), journey.Id, kind, kind == NoticeKind.Reminder ? steps.First(s => !s.Automatic).Id : null, 1,
            new WallTime(Today, new TimeOnly(10, 0), "Europe/Copenhagen"), Now, NoticeState.Planned, [.. steps.Select(s => s.Id)]);
        return new Part(notice, journey, guide);
    }
}
