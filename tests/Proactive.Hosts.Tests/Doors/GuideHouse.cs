using System.Net;
using Proactive.Engine;
using Proactive.Engine.Citizens;
using Proactive.Testing;
using Proactive.Web;

namespace Proactive.Hosts.Tests.Doors;

/// <summary>Hosts with a citizen who has a link to their guide.</summary>
static class GuideHouse
{
    const string MovedData = """{"movedOn":"2026-11-05"}""";

    static readonly FlowOptions Public = new() { PublicUrl = new Uri("https://notices.example.org/") };

    static readonly Person Bo = Scenario.Adult("en") with { Id = "p-2", Name = "Bo Holm", Email = "bo@example.org" };

    /// <summary>Anna moved on Thursday 5 November and got her mail on Monday the 9th at 11:00, when it is too late for the dog. Now it is noon.</summary>
    public static async Task<DoorHost> Moved(string language = "en") => await At(await (await Anna(language)).Hears(GuideRules.Moved, MovedData));

    /// <summary>Her list shows a step in every state: she has done the mailbox, and the insurer has heard.</summary>
    public static async Task<DoorHost> EveryState(string language = "en")
    {
        var host = await Moved(language);
        await host.Scenario.Hears("x.health.chosen.v1", """{"on":"2026-11-09"}""");
        using var anna = host.Stranger();
        Assert.Equal(HttpStatusCode.Redirect, (await anna.Press(host.GuidePath(), "mailbox")).Status);
        return host;
    }

    /// <summary>A move and a baby in one message.</summary>
    public static async Task<DoorHost> Several(string language = "en")
    {
        var scenario = await (await Anna(language)).Hears(GuideRules.Moved, MovedData);
        return await At(await scenario.Hears(GuideRules.Born, """{"bornOn":"2026-11-06"}"""));
    }

    /// <summary>A baby only: one thing to do, which the law prescribes.</summary>
    public static async Task<DoorHost> Baby(string language = "en") => await At(await (await Anna(language)).Hears(GuideRules.Born, """{"bornOn":"2026-11-06"}"""));

    /// <summary>The registry took the move back after Anna had been told.</summary>
    public static async Task<DoorHost> Withdrawn(string language = "en")
    {
        var host = await Moved(language);
        await host.Scenario.Hears("x.town.annulled.v1", """{"eventId":"moved-1"}""");
        return host;
    }

    /// <summary>Anna and Bo both moved; each has a link of their own.</summary>
    public static async Task<DoorHost> Neighbours()
    {
        var scenario = await (await (await Anna("en")).Hears(GuideRules.Moved, MovedData)).Knows(Bo);
        return await At(await scenario.Hears(GuideRules.Moved, MovedData, subject: Bo.Id));
    }

    /// <summary>A child moved; the mail went to Bo, the guardian.</summary>
    public static async Task<DoorHost> Child()
    {
        var scenario = await (await Anna("en")).Knows(Scenario.Adult("en") with { Email = null, BirthDate = new DateOnly(2016, 2, 1), Guardians = [Bo.Id] });
        return await At(await (await scenario.Knows(Bo)).Hears(GuideRules.Moved, MovedData));
    }

    /// <summary>The path of the link in the latest mail to somebody.</summary>
    public static string GuidePath(this DoorHost host, string person = "p-1") =>
        host.Scenario.Email.Messages.Zip(host.Scenario.Email.Readers).Last(m => m.Second.Id == person && m.First.Guide is not null).First.Guide!.AbsolutePath;

    /// <summary>Presses the button of a step, by its id.</summary>
    public static async Task<DoorHost.Answer> Press(this DoorHost.Visitor visitor, string page, string step, string act = "tick")
    {
        var form = (await visitor.Get(page)).FormOf(act, step);
        Assert.True(form is not null, $"There is no button to {act} {step}.");
        return await visitor.Post(form.GetAttribute("action")!, form.Hidden());
    }

    public static AngleSharp.Dom.IElement? FormOf(this DoorHost.Answer page, string act, string step) => page.Document.QuerySelectorAll("form")
        .SingleOrDefault(f => f.GetAttribute("action")!.Split('?')[0].EndsWith($"/{act}", StringComparison.Ordinal) && f.QuerySelector("input[name=step]")?.GetAttribute("value") == step);

    /// <summary>What a form sends without anybody's doing.</summary>
    public static (string, string)[] Hidden(this AngleSharp.Dom.IElement form) => [.. form.QuerySelectorAll("input[type=hidden]").Select(i => (i.GetAttribute("name")!, i.GetAttribute("value") ?? ""))];

    /// <summary>Sends a form and follows to where it leads.</summary>
    public static async Task<DoorHost.Answer> Follow(this DoorHost.Visitor visitor, DoorHost.Answer answer)
    {
        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        return await visitor.Get(answer.Location!);
    }

    static async Task<Scenario> Anna(string language)
    {
        var anna = Scenario.Adult(language) with { Phone = "+4520000000" };
        var scenario = await Scenario.Begin("2026-11-09T10:00", anna, RuleFolders.Book(GuideRules.Folder), options: Public, files: GuideRules.Folder);
        scenario.Letter.WhoItReaches = _ => true;
        return scenario;
    }

    static async Task<DoorHost> At(Scenario scenario) => await DoorHost.Start(await scenario.Until("2026-11-09T12:00"), ruleFiles: new RuleFiles(() => GuideRules.Folder));
}
