using System.Collections.Immutable;
using Proactive.Engine.Citizens;
using Proactive.Engine.Journeys;
using Proactive.Engine.Notices;
using Proactive.Engine.Rendering;
using Proactive.Engine.Rules;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Rendering;

/// <summary>What the flow gives to rendering, made of shipped life events as they stand on Monday 9 November 2026.</summary>
public static class Tellings
{
    const string Moved = """{"movedOn":"2026-11-07","from":{"municipality":"0751"},"to":{"municipality":"0461"},"movesInWithSomeone":true,"household":[{"id":"p-9","birthDate":"2018-06-01","fromOtherParent":true}]}""";
    const string MovedCorrected = """{"eventId":"person-moved-1","movedOn":"2026-11-09","from":{"municipality":"0751"},"to":{"municipality":"0461"},"doctorKm":142.5,"household":[{"id":"p-9","birthDate":"2018-06-01","fromOtherParent":true}]}""";
    const string JobEnded = """{"endedOn":"2026-11-30","fundMember":true}""";
    const string CzechJobEnded = """{"endedOn":"2026-11-08","insurer":"111","insuredMonths":24}""";

    const string CzechMoved = """{"changedOn":"2026-11-02","from":{"municipality":"554782"},"to":{"municipality":"582786"},"reported":true,"hasIdCard":true,"insurer":"111"}""";

    public static DateTimeOffset Now { get; } = new(2026, 11, 9, 11, 0, 0, TimeSpan.Zero);

    public static Person Child { get; } = new() { Id = "p-9", Name = "Emil Sørensen", BirthDate = new DateOnly(2018, 6, 1), Language = "da" };

    public static Task<Part> Move(NoticeKind kind = NoticeKind.Start, params string[] steps) => PartOf("dk.cpr.person-moved.v1", Moved, kind, steps);

    public static Task<Part> JobLoss(NoticeKind kind = NoticeKind.Start, params string[] steps) => PartOf("dk.eindkomst.employment-ended.v1", JobEnded, kind, steps);

    public static Task<Part> CzechJobLoss(NoticeKind kind = NoticeKind.Start, params string[] steps) => PartOf("cz.cssz.employment-ended.v1", CzechJobEnded, kind, steps);

    public static Task<Part> CzechMove(NoticeKind kind = NoticeKind.Start) => PartOf("cz.registry.residence-changed.v1", CzechMoved, kind, []);

    /// <summary>A move that was told and then corrected: another day, no host after all, and a doctor far away.</summary>
    public static async Task<Part> CorrectedMove()
    {
        var scenario = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult());
        await scenario.Hears("dk.cpr.person-moved.v1", Moved);
        var before = Of((await scenario.File()).Journeys[0], NoticeKind.Start, []);
        await scenario.Hears("dk.cpr.person-move-corrected.v1", MovedCorrected);
        var told = before.Journey.Steps.Where(s => s.State.IsOpen()).Select(s => new ToldStep(s.Id, s.Opens, s.Due));
        return Of((await scenario.File()).Journeys[0], NoticeKind.Change, []) with { Before = before.Notice with { Told = [.. told] } };
    }

    /// <summary>The end of a job of which another deadline and another step were told, and one step fewer.</summary>
    public static async Task<Part> CorrectedCzechJobLoss()
    {
        var part = await CzechJobLoss(NoticeKind.Change);
        var told = part.Journey.Steps.Where(s => s.Id != "collect-documents").Select(s => new ToldStep(s.Id, s.Opens, s.Id == "register" ? new DateOnly(2026, 11, 9) : s.Due));
        var other = part.Guide.Steps.First(s => part.Journey.Steps.All(o => o.Id != s.Id));
        return part with { Before = part.Notice with { Told = [.. told, new ToldStep(other.Id, null, null)] } };
    }

    /// <summary>Every step of a life event at once, each with a deadline: more than anybody gets.</summary>
    public static Part Everything(Guide guide, NoticeKind kind)
    {
        var due = new DateOnly(2027, 9, 30);
        var steps = guide.Steps.DistinctBy(s => s.Id).Select(s => new Step(s.Id, StepState.Open, null, due, [], s.Automatic)).ToImmutableArray();
        var journey = new Journey(DerivedId.Of("journey", guide.Id), guide.Id, "", "key", "type", new DateOnly(2026, 11, 9), Now, JourneyState.Active, steps, 0, Now, Continued: true);
        return Of(journey, kind, [], guide);
    }

    public static Telling To(string language, params Part[] parts) => new(ChannelName.Email, Scenario.Adult(language), Scenario.Adult(language), parts);

    public static Telling AsText(Telling telling) => telling with { Channel = ChannelName.TextMessage };

    /// <summary>Messages whose words are reviewed, by the name of their snapshot: with the country overrides, every template but those of text messages.</summary>
    public static IReadOnlyDictionary<string, Func<Task<Telling>>> Reviewed { get; } = new Dictionary<string, Func<Task<Telling>>>
    {
        ["change.da"] = async () => To("da", await CorrectedMove()),
        ["change.en"] = async () => To("en", await CorrectedMove()),
        ["change.cs"] = async () => To("cs", await CorrectedCzechJobLoss()),
        ["later.da"] = async () => To("da", await JobLoss()),
        ["later.en"] = async () => To("en", await JobLoss()),
        ["reminder.da"] = async () => To("da", await Move(NoticeKind.Reminder, "report-address", "report-child-move")),
        ["reminder.en"] = async () => To("en", await Move(NoticeKind.Reminder, "report-address", "report-child-move")),
        ["reminder.cs"] = async () => To("cs", await CzechJobLoss(NoticeKind.Reminder, "register", "collect-documents")),
        ["several.da"] = async () => To("da", await Move(), await JobLoss(NoticeKind.Reminder, "register-unemployed", "apply-unemployment-benefit")),
        ["several.en"] = async () => To("en", await Move(), await JobLoss(NoticeKind.Reminder, "register-unemployed", "apply-unemployment-benefit")),
        ["several.cs"] = async () => To("cs", await CzechJobLoss(NoticeKind.Change), await CzechMove()),
        ["withdrawal.da"] = async () => To("da", await Move(NoticeKind.Withdrawal)),
        ["withdrawal.en"] = async () => To("en", await Move(NoticeKind.Withdrawal)),
        ["withdrawal.cs"] = async () => To("cs", await CzechMove(NoticeKind.Withdrawal)),
        ["completion.da"] = async () => To("da", await Move(NoticeKind.Completion)),
        ["completion.en"] = async () => To("en", await Move(NoticeKind.Completion)),
        ["completion.cs"] = async () => To("cs", await CzechJobLoss(NoticeKind.Completion)) with { Subject = Child },
        ["death.da"] = () => Task.FromResult(To("da", Everything(Repository.RuleBook.Guide("dk/death")!, NoticeKind.Withdrawal))),
        ["death.en"] = () => Task.FromResult(To("en", Everything(Repository.RuleBook.Guide("uk/death")!, NoticeKind.Withdrawal))),
        ["death.cs"] = () => Task.FromResult(To("cs", Everything(Repository.RuleBook.Guide("cz/death")!, NoticeKind.Withdrawal))),
    };

    public static Message Rendered(Telling telling, TemplateSet? templates = null)
    {
        var (message, failure) = (templates ?? Repository.Templates).Render(telling, Now);
        return message ?? throw new InvalidOperationException(failure);
    }

    static async Task<Part> PartOf(string type, string data, NoticeKind kind, string[] steps)
    {
        var scenario = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult());
        await scenario.Hears(type, data);
        return Of((await scenario.File()).Journeys[0], kind, steps);
    }

    static Part Of(Journey journey, NoticeKind kind, string[] steps, Guide? guide = null) => new(
        new Notice(
            Notice.IdOf(journey.Id, kind, null, 0), journey.Id, kind, null, 0, new WallTime(new DateOnly(2026, 11, 9), new TimeOnly(12, 0), "Europe/Copenhagen"), Now,
            NoticeState.Sending, steps.Length > 0 ? [.. steps] : [.. journey.Steps.Select(s => s.Id)]),
        journey, guide ?? Repository.RuleBook.Guide(journey.Guide)!);
}
