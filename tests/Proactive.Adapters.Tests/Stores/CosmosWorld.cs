using Proactive.Cosmos;
using Proactive.Engine.Citizens;
using Proactive.Engine.Notices;
using Proactive.Engine.Oversight;
using Proactive.Engine.Storage;
using Proactive.Testing.Cosmos;
using static Proactive.Testing.CitizenFiles;

namespace Proactive.Adapters.Tests;

/// <summary>One account in memory, the processes that use it, and what goes wrong between them.</summary>
sealed class CosmosWorld : IAsyncDisposable
{
    public static readonly DateOnly Day = new(2026, 11, 9);

    readonly List<CosmosStore> _stores = [];

    public CosmosServer Server { get; } = new();

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public CosmosOptions Options => new()
    {
        ConnectionString = CosmosServer.ConnectionString, HttpClient = Server.Client, Tries = 3, Pause = TimeSpan.FromMilliseconds(1), ThrottledTries = 3,
    };

    /// <param name="tries">How often the first process asks again.</param>
    public static async Task<CosmosWorld> Begin(int tries = 3, TimeProvider? clock = null)
    {
        var world = new CosmosWorld();
        await world.Open(world.Options with { Tries = tries }, clock);
        return world;
    }

    public CosmosStore Store => _stores[0];

    /// <summary>Another process. It has asked the account for everything it asks for only once.</summary>
    public async Task<CosmosStore> Open(CosmosOptions? options = null, TimeProvider? clock = null)
    {
        var store = await CosmosStore.Open(options ?? Options, Codec, clock, Stop);
        _stores.Add(store);
        await Describe(store);
        return store;
    }

    /// <summary>Two citizens of whom everything is kept, and something of everything else.</summary>
    public async Task Fill()
    {
        await Store.SavePersons([(Key(1), new Person { Id = "1" })], Stop);
        await Store.SaveFiles([await Change(1, "a"), await Change(2, "b")], Stop);
        await Store.AppendAudit(Did("begun"), Stop);
        await Store.KeepNote("hold", "first", Stop);
    }

    /// <summary>A change of a citizen with a line, a figure and an event.</summary>
    public async Task<FileChange> Change(int citizen, string notice, CancellationToken cancellation = default)
    {
        var file = (await Store.Load([Key(citizen)], cancellation))[0].File;
        return new FileChange(
            file with { Notices = DueAt(Key(citizen), Morning).Notices, OptOuts = file.OptOuts.Add($"dk/{notice}") }, [LineOf(citizen, notice)], Concerns: [$"event {notice}"], Figures: [Count("journeys", 1)]);
    }

    public static LogEntry LineOf(int citizen, string notice) => new(Morning, Key(citizen), notice, "dk/moving", NoticeKind.Start, null, NoticeState.Sent, "email", null);

    public static FigureCount Count(string name, int by) => new(new Figure(Day, name, "dk/moving", "1"), by);

    public static AuditEntry Did(string what) => new(Morning, "Anna", "administrator", what);

    /// <summary>From the request on that has this number, counted from now and of those that match, that many fail so.</summary>
    public void Fail(Fault fault, int from = 0, int many = 1, Func<HttpRequestMessage, bool>? which = null)
    {
        var number = -1;
        Server.Faults = request => which?.Invoke(request) == false ? Fault.None : Interlocked.Increment(ref number) is var n && n >= from && n - from < many ? fault : Fault.None;
    }

    public void Mend() => Server.Faults = null;

    /// <summary>Everything that can be read in a store. Lines that were written side by side may come in any order.</summary>
    public static async Task<string> Describe(IStore store)
    {
        var lines = new List<string>();
        foreach (var citizen in await store.Load([Key(1), Key(2), Key(3)], Stop))
            lines.Add($"{citizen.Key} {citizen.File.Version} {citizen.Erased} {citizen.Person?.Id} {citizen.File.NextDue:O} {string.Join(',', citizen.File.OptOuts)}");
        foreach (var notice in new[] { "a", "b", "c" })
            lines.Add($"concerned by {notice}: {string.Join(' ', (await store.FindConcerned($"event {notice}", Stop)).OrderBy(k => k.Value))}");
        lines.AddRange((await store.SearchLog(new LogQuery(), Stop).ToListAsync(Stop)).Select(line => $"line {line.Citizen} {line.NoticeId}").Order(StringComparer.Ordinal));
        foreach (var figure in await store.ReadFigures(Day, Day.AddDays(9), Stop)) lines.Add($"figure {figure}");
        await foreach (var line in store.ReadAudit(new AuditQuery(), Stop)) lines.Add($"audit {line.Number} {line.Entry.What}");
        lines.Add($"audit is whole: {(await store.VerifyAudit(Stop)).IsWhole}");
        await foreach (var rejected in store.ListRejected(new RejectedQuery(), Stop)) lines.Add($"{rejected}");
        foreach (var proposal in await store.ListProposals(Stop)) lines.Add($"proposal {proposal.Id} {proposal.Version} {proposal.Why}");
        lines.Add($"note {await store.FindNote("hold", Stop)}, due {await store.CountDue(Morning, Stop)}, next {await store.NextDue(Stop):O}");
        return string.Join('\n', lines);
    }

    public Task<string> Describe() => Describe(Store);

    public async ValueTask DisposeAsync()
    {
        Mend();
        foreach (var store in _stores) await store.DisposeAsync();
    }
}
