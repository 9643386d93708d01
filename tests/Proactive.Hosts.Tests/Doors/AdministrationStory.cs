using Proactive.Engine;
using Proactive.Engine.Delivery;
using Proactive.Engine.Notices;
using Proactive.Engine.Oversight;
using Proactive.Engine.Storage;
using Proactive.Engine.Visits;
using Proactive.Testing;

namespace Proactive.Hosts.Tests.Doors;

/// <summary>Citizens whose messages went wrong in one way or another, for administrators to look at.</summary>
static class AdministrationStory
{
    public const string Reason = "The citizen called about it";

    static readonly FlowOptions Options = new() { PublicUrl = new Uri("https://notices.example.org/") };

    /// <summary>Anna moved, and her mail was refused for good.</summary>
    public static async Task<DoorHost> Failed()
    {
        var scenario = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult("en"), options: Options);
        scenario.Email.AnswerNext(new Outcome.GiveUp("refused-550"));
        await Move(scenario);
        return await DoorHost.Start(scenario);
    }

    /// <summary>Anna moved, her mail came back, and a letter went out.</summary>
    public static async Task<DoorHost> Bounced()
    {
        var scenario = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult("en") with { Address = ["Storegade 12, 3. tv", "5000 Odense C"] }, options: Options);
        scenario.Letter.WhoItReaches = person => !person.Address.IsEmpty;
        scenario.Letter.AnswerNext(new Outcome.Delivered("2026-11-09/0123.pdf"));
        await Move(scenario);
        await scenario.Flow.Report(new DeliveryReport((await Start(scenario)).Id, "email", ReportedResult.Bounced, "5.1.1", scenario.Clock.GetUtcNow()));
        await scenario.Until("2026-11-09T13:00");
        return await DoorHost.Start(scenario);
    }

    /// <summary>The same Anna; she objects and has a link, sending is on hold, and events were rejected.</summary>
    public static async Task<DoorHost> Busy()
    {
        var host = await Bounced();
        var (scenario, now) = (host.Scenario, host.Scenario.Clock.GetUtcNow());
        await scenario.Hears("dk.cpr.person-moved.v1", MoveData, id: "u-1", subject: Stranger);
        await scenario.Hears("dk.cpr.person-moved.v1", MoveData, id: "u-2", subject: "p-8");
        await scenario.Hears("dk.cpr.person-moved.v1", $$"""{"movedOn":"2026-11-07","{{Stranger}}":1,"who":"Mona Lisa"}""", id: "m-1");
        await scenario.Flow.Receive("Anna Sørensen's garbage"u8.ToArray());
        var file = await scenario.File();
        file = file with
        {
            Objections = [new Objection("dk/moving", now, Words)],
            Choices = [new Choice(file.Key, "letter", "en")],
            OptOuts = ["dk/retirement"],
        };
        await scenario.Store.SaveFiles([new FileChange(file, [], Concerns: [Objection.Open])], CancellationToken.None);
        await scenario.Flow.Holds.Put(new Hold("many-bounces", now), CancellationToken.None);
        return host;
    }

    /// <summary>The citizen's own words when objecting.</summary>
    public const string Words = "My former husband reads my mail.";

    /// <summary>The number of somebody whom the registry has not told of.</summary>
    public const string Stranger = "140587-1234";

    const string MoveData = """{"movedOn":"2026-11-07","from":{"municipality":"0751"},"to":{"municipality":"0461"}}""";

    static async Task Move(Scenario scenario)
    {
        await scenario.Hears("dk.cpr.person-moved.v1", MoveData);
        await scenario.Until("2026-11-09T12:00");
    }

    /// <summary>The first message about Anna's move.</summary>
    public static async Task<Notice> Start(Scenario scenario) => (await scenario.File()).Notices.Single(n => n.Kind == NoticeKind.Start);

    /// <summary>Where the page of that message is.</summary>
    public static async Task<string> NoticePath(DoorHost host) => $"/admin/citizens/{host.Scenario.Keys.Of("p-1")}/notices/{(await Start(host.Scenario)).Id}";

    /// <summary>The audit log as text, oldest first; signing in left out.</summary>
    public static async Task<IReadOnlyList<string>> Audit(DoorHost host) => await host.Scenario.Store.ReadAudit(new AuditQuery(), CancellationToken.None)
        .Where(l => l.Entry.What != "signed-in").Select(l => $"{l.Entry.Who}: {l.Entry.What} {l.Entry.Subject} {l.Entry.Why}".TrimEnd()).ToListAsync();

    /// <summary>So many lines of the delivery log, a minute apart, in the past; of a citizen each.</summary>
    public static async Task Remember(IStore store, int lines, DateTimeOffset last)
    {
        for (var begin = 0; begin < lines; begin += 1000)
        {
            var entries = Enumerable.Range(begin, Math.Min(1000, lines - begin)).Select(i => new LogEntry(
                last.AddMinutes(i - lines), CitizenFiles.Key(i), $"{i:x8}000000000000000000000000", "dk/moving", NoticeKind.Start, null, NoticeState.Sent, "email", "smtp-250")).ToList();
            await store.SaveFiles([new FileChange(CitizenFiles.DueAt(CitizenFiles.Key(9_000_000 + begin), DateTimeOffset.MaxValue) with { Notices = [] }, entries)], CancellationToken.None);
        }
    }
}
