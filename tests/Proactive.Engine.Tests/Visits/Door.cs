using Proactive.Engine.Citizens;
using Proactive.Engine.Rules;
using Proactive.Engine.Storage;
using Proactive.Engine.Visits;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Visits;

/// <summary>What citizens do at their door, in a few words.</summary>
static class Door
{
    public const string Moved = "dk.cpr.person-moved.v1";
    public const string Registered = "dk.cpr.address-registered.v1";
    public const string Corrected = "dk.cpr.person-move-corrected.v1";
    public const string Annulled = "dk.cpr.person-move-annulled.v1";
    public const string Facts = """{"movedOn":"2026-11-07","from":{"municipality":"0751"},"to":{"municipality":"0461"}}""";

    /// <summary>The step of a move that is reminded of, on Tuesday 10 November, and that the registry confirms.</summary>
    public const string Report = "report-address";

    /// <summary>A life event that is not mandatory, to which <see cref="OptionalFacts"/> is told.</summary>
    public static RuleBook Optional { get; } = RuleFolders.Book(RuleFolders.WithLifeEvent("channels: [email]", "channels: [email, letter]\nmandatory: false"));

    public const string OptionalFacts = """{"movedOn":"2026-11-07","from":{"municipality":"1"},"to":{"municipality":"2"}}""";

    /// <summary>A web host whose secrets are as random as a test may have them: different, and the same each time.</summary>
    public static FlowOptions Public()
    {
        byte given = 0;
        return new FlowOptions { PublicUrl = new Uri("https://notices.example.org/"), Random = count => [.. Enumerable.Repeat(++given, count)] };
    }

    /// <summary>Somebody who moved and was told on Monday 9 November at 11; it is noon.</summary>
    public static async Task<Scenario> Told(Person? citizen = null, FlowOptions? options = null, params Person[] others)
    {
        var scenario = await Scenario.Begin("2026-11-09T10:00", citizen ?? Scenario.Adult("en"), options: options ?? Public());
        foreach (var other in others) await scenario.Knows(other);
        await scenario.Hears(Moved, Facts);
        return await scenario.Until("2026-11-09T12:00");
    }

    /// <summary>The same where the life event is optional; the reminder comes on Tuesday 10 November, too.</summary>
    public static async Task<Scenario> ToldOfSomethingOptional(Person? citizen = null)
    {
        var scenario = await Scenario.Begin("2026-11-09T10:00", citizen ?? Scenario.Adult("en"), Optional, options: Public());
        await scenario.Hears("x.moved.v1", OptionalFacts);
        return await scenario.Until("2026-11-09T12:00");
    }

    /// <summary>The token in the link of a message; by default of the first mail.</summary>
    public static string Token(this Scenario scenario, int message = 0) => scenario.Email.Messages[message].Guide!.Segments[^1];

    public static Task<OpenGuide?> Opens(this Scenario scenario, string? token = null, string? locale = null) => scenario.Flow.Citizens.Open(token ?? scenario.Token(), locale, default);

    public static async Task<GuideList> List(this Scenario scenario, string? token = null) => Assert.Single((await scenario.Opens(token))!.Lists);

    public static async Task<GuideStep> Step(this Scenario scenario, string id = Report) => (await scenario.List()).Steps.Single(s => s.Id == id);

    public static Task<bool> Does(this Scenario scenario, CitizenAct act, string? token = null) => scenario.Flow.Citizens.Do(token ?? scenario.Token(), act, default);

    public static async Task<bool> Ticks(this Scenario scenario, string step = Report) => await scenario.Does(new CitizenAct.Tick((await scenario.List()).Journey, step));

    public static async Task<bool> Unticks(this Scenario scenario, string step = Report) => await scenario.Does(new CitizenAct.Untick((await scenario.List()).Journey, step));

    public static async Task TicksEverything(this Scenario scenario)
    {
        foreach (var step in (await scenario.List()).Steps.Where(s => s.MayTick)) Assert.True(await scenario.Ticks(step.Id));
    }

    /// <summary>The kinds of the mails so far, in their order.</summary>
    public static string Mails(this Scenario scenario) => string.Join(' ', scenario.Email.Messages.Select(m => m.Kind));

    /// <summary>Does something, and says whether it left the file as it was.</summary>
    public static async Task<bool> LeavesTheFile(this Scenario scenario, Func<Task> what)
    {
        var before = (await scenario.File()).Version;
        await what();
        return (await scenario.File()).Version == before;
    }

    public static async Task<Citizen> Citizen(this Scenario scenario) => (await scenario.Store.Load([scenario.Keys.Of("p-1")], default))[0];
}
