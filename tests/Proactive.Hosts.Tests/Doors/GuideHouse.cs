using Proactive.Engine;
using Proactive.Engine.Citizens;
using Proactive.Testing;
using Proactive.Web;

namespace Proactive.Hosts.Tests.Doors;

/// <summary>Hosts with a citizen who has a link to their guide.</summary>
static class GuideHouse
{
    const string MovedData = """{"movedOn":"2026-11-05"}""";

    public static FlowOptions Public { get; } = new() { PublicUrl = new Uri("https://notices.example.org/") };

    /// <summary>Anna moved on Thursday 5 November and got her mail on Monday the 9th at 11:00, when it is too late for the dog.</summary>
    public static async Task<DoorHost> Moved(string language = "en")
    {
        var scenario = await Anna(language);
        await scenario.Hears(GuideRules.Moved, MovedData);
        return await DoorHost.Start(await scenario.Until("2026-11-09T12:00"), ruleFiles: new RuleFiles(() => GuideRules.Folder));
    }

    /// <summary>Her list shows a step in every state: she has done the mailbox, and the insurer has heard.</summary>
    public static async Task<DoorHost> EveryState(string language = "en")
    {
        var host = await Moved(language);
        await host.Scenario.Hears("x.health.chosen.v1", """{"on":"2026-11-09"}""");
        using var anna = host.Stranger();
        Assert.Equal(System.Net.HttpStatusCode.Redirect, (await anna.Tick(host.GuidePath(), "mailbox")).Status);
        return host;
    }

    /// <summary>A move and a baby in one message.</summary>
    public static async Task<DoorHost> Several(string language = "en")
    {
        var scenario = await Anna(language);
        await scenario.Hears(GuideRules.Moved, MovedData);
        await scenario.Hears("x.health.born.v1", """{"bornOn":"2026-11-06"}""");
        return await DoorHost.Start(await scenario.Until("2026-11-09T12:00"), ruleFiles: new RuleFiles(() => GuideRules.Folder));
    }

    /// <summary>The path of the link in the latest mail to somebody.</summary>
    public static string GuidePath(this DoorHost host, string person = "p-1") => 
        host.Scenario.Email.Messages.Zip(host.Scenario.Email.Readers).Last(m => m.Second.Id == person && m.First.Guide is not null).First.Guide!.AbsolutePath;

    /// <summary>Presses the button of a step, by its id.</summary>
    public static async Task<DoorHost.Answer> Tick(this DoorHost.Visitor visitor, string page, string step, string act = "tick")
    {
        var form = (await visitor.Get(page)).Document.QuerySelectorAll("form").Single(f => f.GetAttribute("action")!.Split('?')[0].EndsWith($"/{act}", StringComparison.Ordinal) && f.QuerySelector("input[name=step]")?.GetAttribute("value") == step);
        return await visitor.Post(form.GetAttribute("action")!, [.. form.QuerySelectorAll("input[type=hidden]").Select(i => (i.GetAttribute("name")!, i.GetAttribute("value")!))]);
    }

    static async Task<Scenario> Anna(string language) =>
        await Scenario.Begin("2026-11-09T10:00", Scenario.Adult(language) with { Phone = "+4520000000" }, RuleFolders.Book(GuideRules.Folder), options: Public, files: GuideRules.Folder);

    /// <summary>Somebody else who has moved.</summary>
    public static Person Bo { get; } = Scenario.Adult("en") with { Id = "p-2", Name = "Bo Holm", Email = "bo@example.org" };
}
