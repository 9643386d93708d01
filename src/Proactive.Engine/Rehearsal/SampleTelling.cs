using System.Collections.Immutable;
using Proactive.Engine.Journeys;
using Proactive.Engine.Notices;
using Proactive.Engine.Rendering;
using Proactive.Engine.Rules;

namespace Proactive.Engine.Rehearsal;

/// <summary>What notices may have to tell, from a full list to an empty one, to somebody who is nobody.</summary>
static class SampleTelling
{
    const int MostTogether = 3;
    const int DaysLate = 90, DaysMoved = 4;

    // Where a reader could say no; example.org is nobody's.
    public static Uri Unsubscribe { get; } = new("https://example.org/stop");

    /// <summary>A reader's own page, as long as a real one; null for notices that have no link to it.</summary>
    public static Uri? Guide(NoticeKind kind, string channel) => kind.TellsSteps() && channel != ChannelName.TextMessage ? new Uri("https://example.org/guide/Sample_of_22_characters") : null;

    /// <summary>One life event, as a notice of this kind may have to tell it.</summary>
    public static IEnumerable<Telling> Of(Guide guide, string locale, NoticeKind kind, string channel, DateTimeOffset now)
    {
        var (today, reader) = (guide.Country.Today(now), SampleJourney.Citizen with { Language = locale });
        var all = SampleJourney.Of(guide, today);
        // Nobody is reminded of what happens by itself.
        if (kind == NoticeKind.Reminder && all.Steps.All(s => s.Automatic)) yield break;

        var whole = new Telling(channel, reader, reader, [PartOf(guide, SampleJourney.Ended(all, kind), kind, now)]);
        yield return whole;
        yield return whole with { Reader = reader with { Name = null }, Subject = reader with { Name = null } };
        yield return whole with { Subject = reader with { Id = "sample-child", Name = "Kim Example" } };
        yield return whole with { Subject = reader with { Id = "sample-child", Name = null } };
        if (!guide.Mandatory) yield return whole with { Unsubscribe = Unsubscribe };
        if (Guide(kind, channel) is { } page)
        {
            yield return whole with { Guide = page };
            yield return whole with { Guide = page, Subject = reader with { Id = "sample-child", Name = "Kim Example" } };
        }

        if (kind is NoticeKind.Withdrawal or NoticeKind.Completion) yield break;

        foreach (var journey in Others(guide, all, kind, today)) yield return whole with { Parts = [PartOf(guide, journey, kind, now)] };
        if (kind == NoticeKind.Change) yield return whole with { Parts = [PartOf(guide, all with { Steps = all.Steps.SetItem(0, all.Steps[0] with { State = StepState.NotNeeded }) }, kind, now, Before(all, now))] };
    }

    /// <summary>Life events of one country that happen to start together.</summary>
    public static IEnumerable<Telling> OfSeveral(IReadOnlyList<Guide> guides, string locale, string channel, DateTimeOffset now)
    {
        var reader = SampleJourney.Citizen with { Language = locale };
        for (var i = 0; i + 1 < guides.Count; i++)
        {
            var parts = guides.Skip(i).Take(i % 2 + 2).Take(MostTogether).Select(g => PartOf(g, SampleJourney.Of(g, g.Country.Today(now)), NoticeKind.Start, now)).ToList();
            yield return new Telling(channel, reader, reader, parts, Guide: i % 2 == 0 ? Guide(NoticeKind.Start, channel) : null);
        }
    }

    static IEnumerable<Journey> Others(Guide guide, Journey all, NoticeKind kind, DateOnly today)
    {
        if (all.Steps.FirstOrDefault(s => !s.Automatic) is { } first) yield return all with { Steps = [first] };
        yield return SampleJourney.Of(guide, today.AddDays(-DaysLate)).On(today);
        yield return all with { Steps = [.. all.Steps.Select((s, i) => s.Automatic || i % 2 == 0 ? s : s with { State = StepState.Planned, Opens = today.AddDays(1) })] };
        if (kind == NoticeKind.Change) yield return all with { Continued = true };
        if (kind == NoticeKind.Reminder) yield break;
        yield return all with { Steps = [] };
        if (all.Steps.Where(s => s.Automatic).ToImmutableArray() is { Length: > 0 } automatic) yield return all with { Steps = automatic };
    }

    // The message before told of all but the last step, with other deadlines.
    static Notice Before(Journey all, DateTimeOffset now)
    {
        var told = all.Steps.SkipLast(1).Select(s => new ToldStep(s.Id, s.Opens, s.Due?.AddDays(-DaysMoved))).ToImmutableArray();
        return SampleJourney.NoticeOf(NoticeKind.Start, all, now) with { Steps = [.. told.Select(t => t.Id)], Told = told };
    }

    static Part PartOf(Guide guide, Journey journey, NoticeKind kind, DateTimeOffset now, Notice? before = null) => new(SampleJourney.NoticeOf(kind, journey, now), journey, guide, before);
}
