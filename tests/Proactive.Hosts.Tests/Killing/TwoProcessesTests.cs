using System.Globalization;
using System.Text.Json;
using Proactive.Adapters.Tests;
using Proactive.Channels.Email;
using Proactive.Cosmos;
using Proactive.Engine;
using Proactive.Engine.Citizens;
using Proactive.Engine.Rehearsal;
using Proactive.Engine.Storage;
using Proactive.Testing;
using Proactive.Testing.Cosmos;

namespace Proactive.Hosts.Tests.Killing;

/// <summary>
/// Two real servers over one Cosmos DB server, sending through one relay. A registry that is not sure sends everything to both; one of the
/// two is killed in the middle, and started again when its leases are over.
/// </summary>
public sealed class TwoProcessesTests(ITestOutputHelper output) : IDisposable
{
    const int Rounds = 6;
    const int EventsARound = 40;

    static readonly DateTimeOffset Begin = new(2026, 11, 9, 0, 5, 0, TimeSpan.FromHours(1));

    // Longer than whoever is killed goes on holding the files it took.
    static readonly TimeSpan BetweenRounds = TimeSpan.FromMinutes(16);

    readonly TempFolder _folder = new();
    readonly CosmosServer _server = new();
    readonly Mailboxes _mailboxes = new();
    readonly CitizenKeys _keys = new(new byte[32]);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static int Seed => int.Parse(Environment.GetEnvironmentVariable("KILL_SEED") ?? "2026", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Two_servers_on_one_store_of_which_one_is_killed_again_and_again_lose_nothing_and_send_nothing_twice()
    {
        output.WriteLine($"KILL_SEED={Seed}");
        var random = new Random(Seed);
        SmtpSink.Start().Dispose();
        await using var listening = await _server.Listen();
        await using var store = await Open(listening.ConnectionString);
        await Prepare(store);
        var (sure, unsure) = (new Registry(Seed), new Registry(Seed + 1));
        var environment = new Dictionary<string, string>
        {
            ["PROACTIVE_COSMOS_CONNECTION"] = listening.ConnectionString,
            ["PROACTIVE_MASTER_KEY"] = Convert.ToBase64String(new byte[MasterKey.Length]),
            ["PROACTIVE_CITIZEN_KEY"] = Convert.ToBase64String(new byte[32]),
        };
        var (unansweredAtDeath, heldAtDeath) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            sure.Has(round * EventsARound, EventsARound);
            unsure.Has(round * EventsARound, EventsARound);
            // In every other round the kill comes while messages are handed over, to a relay that takes its time.
            var sends = round % 2 == 1;
            using var relay = SmtpSink.Start(sends ? ["-w", "1"] : []);
            var now = Begin + (BetweenRounds * round);
            using var victim = await Victim.Serve(_folder.File("a"), _folder.File("rules"), relay.Port, now, environment);
            using var survivor = await Victim.Serve(_folder.File("b"), _folder.File("rules"), relay.Port, now, environment);
            using var killed = new CancellationTokenSource();
            var sending = Task.WhenAll(sure.Send(victim.Address, killed.Token), unsure.Send(survivor.Address, Stop));
            if (sends) await SomeAreHeld(now);
            await Task.Delay(random.Next(50, 1500), Stop);
            await victim.Kill();
            heldAtDeath += sends ? Held(now) : 0;
            await killed.CancelAsync();
            await sending;
            unansweredAtDeath += sure.Unanswered;
            await sure.Send(survivor.Address, Stop);
            if (sends) await Task.Delay(random.Next(50, 1500), Stop);
            await survivor.Kill();
            relay.Stop();
            _mailboxes.Take(relay.Mails);
        }

        Assert.True(unansweredAtDeath > 0 && heldAtDeath > 0, "None of the kills came in the middle of anything; take another KILL_SEED.");
        Assert.Equal(0, sure.Unanswered + unsure.Unanswered);
        await InPeace(store, Begin + (BetweenRounds * Rounds));
        var aftermath = await Aftermath.Of(store, _keys, [.. sure.Answered.Union(unsure.Answered)], _mailboxes, Rounds * EventsARound);
        output.WriteLine($"{Rounds} kills, at which {unansweredAtDeath} events were without an answer and {heldAtDeath} citizens held, {_mailboxes.Count} mails, {_server.Requests()} requests; {aftermath.Figures}");
        aftermath.AssertNothingIsWrong([.. sure.Oddities, .. unsure.Oddities]);
    }

    // How many citizens a process that began at this time holds: for a quarter of an hour, or what is left of it.
    int Held(DateTimeOffset began) => _server.Documents("proactive", "citizens")
        .Count(d => JsonDocument.Parse(d).RootElement.GetProperty("until").GetString() is { Length: > 0 } until && DateTimeOffset.Parse(until, CultureInfo.InvariantCulture) > began.AddMinutes(10));

    async Task SomeAreHeld(DateTimeOffset began)
    {
        for (var looks = 0; Held(began) == 0 && looks < 300; looks++) await Task.Delay(50, Stop);
    }

    async Task<CosmosStore> Open(string connection) => await CosmosStore.Open(
        new CosmosOptions { ConnectionString = connection, HttpClient = _server.Client }, new BodyCodec(new MasterKey(new byte[MasterKey.Length])), cancellation: Stop);

    async Task Prepare(CosmosStore store)
    {
        RuleFolders.Write(RuleFolders.AtOnce, _folder.File("rules"));
        var persons = Enumerable.Range(0, Rounds * EventsARound).Select(i => new Person { Id = Registry.PersonOf(i), BirthDate = new DateOnly(1980, 1, 1), Language = "en", Email = $"p{i}@example.org" });
        await store.SavePersons([.. persons.Select(p => (_keys.Of(p.Id), p))], Stop);
    }

    // What the killed ones left behind is finished by whoever comes next.
    async Task InPeace(CosmosStore store, DateTimeOffset now)
    {
        using var relay = SmtpSink.Start();
        var clock = new SimulatedClock(now);
        await using var email = new EmailChannel(new EmailOptions { Host = "127.0.0.1", Port = relay.Port, From = new MailSender("no-reply@example.org") });
        var flow = new Flow((await RuleBooks.Resume(store, Stop))!, Repository.Templates, store, [email], _keys, clock);
        await new TimeLapse(flow, store, clock).Until(now.AddDays(3), Stop);
        await store.Reconcile(Stop);
        relay.Stop();
        _mailboxes.Take(relay.Mails);
    }

    public void Dispose() => _folder.Dispose();
}
