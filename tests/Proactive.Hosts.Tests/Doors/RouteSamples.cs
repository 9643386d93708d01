using Proactive.Engine;
using Proactive.Engine.Oversight;
using Proactive.Engine.Storage;
using Proactive.Testing;
using Proactive.Web;
using Proactive.Web.Entrance;
using Proactive.Web.Registries;

namespace Proactive.Hosts.Tests.Doors;

/// <summary>How one route is used rightly.</summary>
/// <param name="Path">Where something is, e.g. <c>/unsubscribe/…</c> with a good link. For routes of an agency: something of <see cref="RouteWorld.Agency"/>.</param>
/// <param name="Fields">What a form sends besides its token.</param>
/// <param name="SaysNothing">Of a link: whatever stands in its place, the page is the same.</param>
sealed record RouteSample(Func<RouteWorld, string> Path, (string Name, string Value)[] Fields, bool SaysNothing = false)
{
    /// <summary>Every route of the host, as <c>METHOD template</c>. One that is missing here fails the tests.</summary>
    public static IReadOnlyDictionary<string, RouteSample> All { get; } = new Dictionary<string, RouteSample>
    {
        ["GET /"] = At("/"),
        ["GET /assets/site.css"] = At("/assets/site.css"),
        ["GET /assets/site.js"] = At("/assets/site.js"),
        ["GET /health"] = At("/health"),
        ["POST /language"] = At("/language", ("language", "da"), ("back", "/sign-in")),
        ["POST /events"] = At("/events"),
        ["POST /receipts"] = At("/receipts"),
        ["GET /sign-in"] = At("/sign-in"),
        ["GET /sign-in/{token}"] = new(world => world.SignIn, [], SaysNothing: true),
        ["POST /sign-in/{token}"] = new(world => world.SignIn, []),
        ["POST /sign-out"] = At("/sign-out"),
        ["GET /unsubscribe/{token}"] = new(world => world.Unsubscribe, [], SaysNothing: true),
        ["POST /unsubscribe/{token}"] = new(world => world.Unsubscribe, [("List-Unsubscribe", "One-Click")]),
    };

    static RouteSample At(string path, params (string, string)[] fields) => new(_ => path, fields);

    static RouteSample At(Func<RouteWorld, string> path, params (string, string)[] fields) => new(path, fields);
}

/// <summary>A host with something behind every route.</summary>
sealed class RouteWorld(DoorHost host) : IAsyncDisposable
{
    /// <summary>Whose rules and proposals there are.</summary>
    public const string Agency = "dk.municipality";

    public DoorHost Host => host;

    /// <summary>A new link to sign in, each time.</summary>
    public string SignIn => host.SignInPath(new Actor("Robin", [Role.Author], Agency));

    public string Unsubscribe => host.Scenario.Email.Messages[0].Unsubscribe!.AbsolutePath;

    public static async Task<RouteWorld> Begin()
    {
        var files = RuleFolders.WithLifeEvent("channels: [email]", "channels: [email]\nmandatory: false");
        var scenario = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult("en"), RuleFolders.Book(files), options: new FlowOptions { PublicUrl = new Uri("https://notices.example.org/") }, files: files);
        await scenario.Hears("x.moved.v1", """{"movedOn":"2026-11-07","from":{"municipality":"1"},"to":{"municipality":"2"}}""");
        await scenario.Hears("x.unheard-of.v1", "{}");
        await scenario.Until("2026-11-09T11:00");
        var options = new WebOptions
        {
            Sources = () => new SourceList([new Source("town", "urn:town", [SourceProof.NewKey(scenario.Clock.GetUtcNow()).Proof])]),
            Receipts = new Receipts(new([SourceProof.NewSecret(scenario.Clock.GetUtcNow()).Secret]), []),
        };
        return new RouteWorld(await DoorHost.Start(scenario, options, new RuleFiles(() => files)));
    }

    /// <summary>Everything that is kept, as text: equal before and after, nothing was changed.</summary>
    public async Task<string> State()
    {
        var (store, none) = (host.Scenario.Store, CancellationToken.None);
        var citizen = (await store.Load([host.Scenario.Keys.Of("p-1")], none))[0];
        return string.Join('\n',
        [
            $"file {citizen.File.Version}, {citizen.Person}",
            .. await store.SearchLog(new LogQuery(), none).Select(l => $"{l}").ToListAsync(),
            .. await store.ReadAudit(new AuditQuery(), none).Select(l => $"{l}").ToListAsync(),
            .. await store.ListRejected(new RejectedQuery(), none).Select(r => $"{r.Id} {r.Tries}").ToListAsync(),
            .. (await store.ReadFigures(DateOnly.MinValue, DateOnly.MaxValue, none)).Select(f => $"{f}").Order(StringComparer.Ordinal),
            .. (await store.ListProposals(none)).Select(p => $"{p.Id} {p.Version}"),
        ]);
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();
}
