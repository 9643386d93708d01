using Proactive.Engine;
using Proactive.Engine.Oversight;
using Proactive.Engine.Storage;
using Proactive.Engine.Visits;
using Proactive.Testing;
using Proactive.Web;
using Proactive.Web.Entrance;
using Proactive.Web.Registries;

namespace Proactive.Hosts.Tests.Doors;

/// <summary>A host with something behind every route: a citizen with a link and an objection, a rejected event, drafts of an agency.</summary>
sealed class RouteWorld : IAsyncDisposable
{
    /// <summary>Whose rules and drafts there are.</summary>
    public const string Agency = "xx.town";

    public const string LifeEvent = "xx/moving";

    /// <summary>The agency's file.</summary>
    public const string File = "xx/moving/town.yaml";

    static readonly ContentFolder Rules = RuleFolders.WithLifeEvent("channels: [email]", "channels: [email]\nmandatory: false");

    RouteWorld(DoorHost host) => Host = host;

    public DoorHost Host { get; }

    /// <summary>A new link to sign in, each time.</summary>
    public string SignIn => Host.SignInPath(new Actor("Sam", [Role.Author], Agency));

    public string Unsubscribe => Host.Scenario.Email.Messages[0].Unsubscribe!.AbsolutePath;

    public string Guide => Host.Scenario.Email.Messages[0].Guide!.AbsolutePath;

    public string Citizen => Host.Scenario.Keys.Of("p-1").Value;

    public string Journey { get; private set; } = "";

    public string Notice { get; private set; } = "";

    public string Rejected { get; private set; } = "";

    /// <summary>What Kim is writing.</summary>
    public Proposal Draft { get; private set; } = null!;

    /// <summary>What Kim submitted.</summary>
    public Proposal Waiting { get; private set; } = null!;

    /// <summary>What somebody else submitted, for Kim to decide.</summary>
    public Proposal Others { get; private set; } = null!;

    /// <summary>The agency's file with another deadline.</summary>
    public string Text { get; } = Rules.Texts[File].Replace("days(5)", "days(6)", StringComparison.Ordinal);

    /// <summary>The version of the agency's file that is in force.</summary>
    public string Version { get; } = new RuleVersion(File, Rules.Texts[File], null, null).Id;

    public static async Task<RouteWorld> Begin()
    {
        var scenario = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult("en"), RuleFolders.Book(Rules), options: new FlowOptions { PublicUrl = new Uri("https://notices.example.org/") }, files: Rules);
        await scenario.Hears("x.moved.v1", """{"movedOn":"2026-11-07","from":{"municipality":"1"},"to":{"municipality":"2"}}""");
        await scenario.Hears("x.unheard-of.v1", "{}");
        await scenario.Until("2026-11-09T11:00");
        var now = scenario.Clock.GetUtcNow();
        var options = new WebOptions
        {
            Sources = () => new SourceList([new Source("town", "urn:town", [SourceProof.NewKey(now).Proof])]),
            Receipts = new Receipts(new([SourceProof.NewSecret(now).Secret]), []),
        };
        var texts = Rules.Texts.ToDictionary();
        Task Write(IReadOnlyDictionary<string, string?> changed, CancellationToken cancellation)
        {
            foreach (var (path, text) in changed) texts[path] = text!;
            return Task.CompletedTask;
        }

        var world = new RouteWorld(await DoorHost.Start(scenario, options, new RuleFiles(() => new ContentFolder("rules", texts.ToDictionary()), Write)));
        await world.Furnish(scenario);
        return world;
    }

    async Task Furnish(Scenario scenario)
    {
        var (store, none, now) = (scenario.Store, CancellationToken.None, scenario.Clock.GetUtcNow());
        var file = await scenario.File();
        (Journey, Notice) = (file.Journeys[0].Id, file.Notices[0].Id);
        Rejected = (await store.ListRejected(new RejectedQuery(), none).SingleAsync()).Id;
        Assert.True(await scenario.Flow.Citizens.Do(Guide.Split('/')[^1], new CitizenAct.Object(LifeEvent, "I did not move."), none));

        Proposal Begun(string id, string author) => ProposalMoves.Begin(id, Agency, Rules, File, Text, author, now);
        Draft = await Keep(Begun("draft", "Kim"));
        Waiting = await Keep((await Keep(Begun("waiting", "Kim"))).Submit("Six days", now)!);
        Others = await Keep((await Keep(Begun("others", "Robin"))).Submit("Six days", now)!);

        async Task<Proposal> Keep(Proposal proposal)
        {
            Assert.True(await store.SaveProposal(proposal, none));
            return (await store.FindProposal(proposal.Id, none))!;
        }
    }

    /// <summary>Everything that is kept, as text: equal before and after, nothing was changed.</summary>
    public async Task<string> State()
    {
        var (store, none) = (Host.Scenario.Store, CancellationToken.None);
        var citizen = (await store.Load([Host.Scenario.Keys.Of("p-1")], none))[0];
        return string.Join('\n',
        [
            $"file {citizen.File.Version}, {citizen.Person}",
            .. await store.SearchLog(new LogQuery(), none).Select(l => $"{l}").ToListAsync(),
            .. await store.ReadAudit(new AuditQuery(), none).Select(l => $"{l.Entry.Who}: {l.Entry.What} {l.Entry.Subject}").ToListAsync(),
            .. await store.ListRejected(new RejectedQuery(), none).Select(r => $"{r.Id} {r.Tries}").ToListAsync(),
            .. (await store.ReadFigures(DateOnly.MinValue, DateOnly.MaxValue, none)).Select(f => $"{f}").Order(StringComparer.Ordinal),
            .. (await store.ListProposals(none)).Select(p => $"{p.Id} {p.Version}"),
        ]);
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
