using Proactive.Engine.Citizens;
using Proactive.Engine.Journeys;
using Proactive.Engine.Notices;
using Proactive.Engine.Storage;

namespace Proactive.Testing.Year;

/// <summary>What must be true after a simulated year, whatever broke in it. Each gives a sentence for every breach.</summary>
public static class Invariants
{
    public static async Task<IReadOnlyList<string>> Breaches(SimulatedYear year)
    {
        var files = await Task.WhenAll(year.Country.People.Select(async p => (await year.Store.Load([year.Keys.Of(p.Id)], default))[0].File));
        var log = await year.Store.SearchLog(new LogQuery(), default).ToListAsync();
        var rejected = await year.Store.ListRejected(new RejectedQuery(), default).Select(r => r.Id).ToListAsync();
        return
        [
            .. EveryEventHasEnded(year, files, rejected), .. NobodyIsToldTwice(year, log), .. NobodyIsToldWhoMustNot(year),
            .. NobodyIsToldTooOften(year, log), .. TheLogIsComplete(year, log), .. NothingIsStuck(files, log),
            .. year.AskedAgain.Select(asked => $"I8: {asked}, which was ticked"), .. WhatIsTickedIsDone(files),
        ];
    }

    // I1
    static IEnumerable<string> EveryEventHasEnded(SimulatedYear year, CitizenFile[] files, List<string> rejected)
    {
        var seen = files.SelectMany(f => f.Events.Select(e => e.Key)).ToHashSet();
        foreach (var (json, receipt) in year.Receipts)
        {
            var id = RejectedEvent.IdOf(System.Text.Encoding.UTF8.GetBytes(json));
            if (!seen.Contains(receipt.EventKey!) && !rejected.Contains(id)) yield return $"I1: {json} was answered with {receipt.Status} and is nowhere";
        }
    }

    // I2
    static IEnumerable<string> NobodyIsToldTwice(SimulatedYear year, List<LogEntry> log)
    {
        var unknown = log.Where(l => l.State == NoticeState.OutcomeUnknown).Select(l => l.NoticeId).ToHashSet();
        // By another channel only what came back.
        var returned = log.Where(l => l.State == NoticeState.Bounced).Select(l => l.NoticeId).ToHashSet();
        return year.Accepted.GroupBy(a => (a.NoticeId, Channel: returned.Contains(a.NoticeId) ? a.Channel : ""))
            .Where(a => a.Count() > (unknown.Contains(a.Key.NoticeId) ? 2 : 1))
            .Select(a => $"I2: notice {a.Key.NoticeId} went out {a.Count()} times{(unknown.Contains(a.Key.NoticeId) ? " though only one try was of unknown outcome" : " and no try was of unknown outcome")}");
    }

    // I3
    static IEnumerable<string> NobodyIsToldWhoMustNot(SimulatedYear year) =>
        from sent in year.Accepted
        let day = DateOnly.FromDateTime(sent.At.Date)
        where sent.Person.DeceasedOn is not null || sent.Person.BirthDate is not { } born || born.AddYears(15) > day
        select $"I3: notice {sent.NoticeId} went to {sent.Person.Id} on {day:yyyy-MM-dd}, who must not be written to";

    // I4; a repetition of unknown outcome is the same notice, not one more.
    static IEnumerable<string> NobodyIsToldTooOften(SimulatedYear year, List<LogEntry> log)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Copenhagen");
        return year.Accepted.GroupBy(a => (a.Person.Id, Day: DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(a.At, zone).DateTime)))
            .Where(d => d.Select(a => a.NoticeId).Distinct().Count() > DueNotices.MaxPerDay + d.Count(a => log.Any(l => l.NoticeId == a.NoticeId && l.State == NoticeState.OutcomeUnknown)))
            .Select(d => $"I4: {d.Key.Id} was written to {d.Count()} times on {d.Key.Day:yyyy-MM-dd}");
    }

    // I5
    static IEnumerable<string> TheLogIsComplete(SimulatedYear year, List<LogEntry> log)
    {
        var logged = log.Where(l => l.State is NoticeState.Sent or NoticeState.OutcomeUnknown).Select(l => l.NoticeId).ToHashSet();
        return year.Accepted.Where(a => !logged.Contains(a.NoticeId)).Select(a => $"I5: notice {a.NoticeId} went out and the log does not say so");
    }

    static IEnumerable<string> WhatIsTickedIsDone(CitizenFile[] files) =>
        from file in files
        from tick in file.Ticks
        from step in file.Journeys.Where(j => j.Id == tick.Journey && j.State is JourneyState.Active or JourneyState.Completed).SelectMany(j => j.Steps)
        where step.Id == tick.Step && step is { Automatic: false, State: not StepState.Done }
        select $"I8: {tick.Step} of {tick.Journey} is {step.State} though it was ticked";

    static IEnumerable<string> NothingIsStuck(CitizenFile[] files, List<LogEntry> log)
    {
        var held = log.Where(l => l.Reason is "unknown-person" or "age-unknown" or "no-guardian-known").Select(l => l.NoticeId).ToHashSet();
        foreach (var file in files)
        {
            if (file.Started.Any()) yield return $"stuck: an attempt of {file.Key} never ended";
            foreach (var notice in file.Notices.Where(n => n.State is NoticeState.Sending or NoticeState.Planned or NoticeState.Bounced && !held.Contains(n.Id)))
                yield return $"stuck: {notice.Kind} {notice.Id} is {notice.State} half a year later ({notice.Reason})";
        }
    }
}
