using System.Globalization;
using Proactive.Adapters.Tests;
using Proactive.Channels.Email;
using Proactive.CrashHost;
using Proactive.Engine;
using Proactive.Engine.Citizens;
using Proactive.Engine.Notices;
using Proactive.Engine.Rehearsal;
using Proactive.Engine.Storage;
using Proactive.Sqlite;
using Proactive.Testing;

namespace Proactive.Hosts.Tests.Killing;

/// <summary>
/// The real server over a real store, sending through a real relay that misbehaves, killed at named places and at random, started
/// again, and so on. <c>KILLS</c> and <c>KILL_SEED</c> set how often and how.
/// </summary>
public sealed class KillLoopTests(ITestOutputHelper output) : IDisposable
{
    const int EventsARound = 50;

    static readonly DateTimeOffset Begin = new(2026, 11, 9, 0, 5, 0, TimeSpan.FromHours(1));

    // What the relay does in a round; -q hangs up without an answer, -r says "not now", -w is slow to answer.
    static readonly string[][] Moods = [[], [], ["-q", "."], ["-r", "."], ["-r", "rcpt"], ["-q", "data"], ["-q", "mail"], ["-w", "1"], ["-p"], ["-q", "connect"]];

    readonly TempFolder _folder = new();
    readonly CommandLine _program = new();
    readonly Mailboxes _mailboxes = new();

    string Data => _program.Data;

    string Rules => _folder.File("rules");

    static int Number(string name, int otherwise) => int.Parse(Environment.GetEnvironmentVariable(name) ?? $"{otherwise}", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Killed_a_hundred_times_it_loses_no_event_and_sends_no_notice_twice()
    {
        var (kills, seed) = (Number("KILLS", 100), Number("KILL_SEED", 2026));
        output.WriteLine($"KILL_SEED={seed}");
        var (random, registry) = (new Random(seed), new Registry(seed));
        SmtpSink.Start().Dispose();
        await Prepare(kills * EventsARound);
        var named = 0;
        for (var round = 0; round < kills; round++)
        {
            registry.Has(round * EventsARound, EventsARound);
            var mood = Moods[random.Next(Moods.Length)];
            using var relay = SmtpSink.Start(mood);
            var now = Begin.AddMinutes(10 * round);
            var place = round % 2 == 0 ? CrashPoint.Names[round / 2 % CrashPoint.Names.Length] : null;
            if (place is not null) named++;
            using var victim = place is null
                ? await Victim.Serve(Data, Rules, relay.Port, now)
                : await Victim.ServeUntil(place, 1 + random.Next(20), Data, Rules, relay.Port, now);
            using var killed = new CancellationTokenSource();
            var sending = registry.Send(victim.Address, killed.Token);
            // At random, or where it was told to; if it never gets there, all the same.
            await Task.WhenAny(victim.Died(TestContext.Current.CancellationToken), Task.Delay(place is null ? random.Next(20, 900) : 1500, TestContext.Current.CancellationToken));
            await victim.Kill();
            await killed.CancelAsync();
            await sending;
            relay.Stop();
            // It keeps what it refuses after the dot; that is not taken over.
            if (mood is not ["-r", "."]) _mailboxes.Take(relay.Mails);
        }

        await InPeace(registry, Begin.AddMinutes(10 * kills));
        await Check(registry, kills * EventsARound);
        output.WriteLine($"{kills} kills ({named} at named places), {registry.Answered.Count} events, {_mailboxes.Count} mails");
    }

    async Task Prepare(int persons)
    {
        RuleFolders.Write(RuleFolders.AtOnce, Rules);
        var csv = _folder.File("persons.csv");
        await File.WriteAllLinesAsync(csv, Enumerable.Range(0, persons).Select(i => $"{Registry.PersonOf(i)},1980-01-01,en,p{i}@example.org").Prepend("id,birthDate,language,email"));
        var import = await _program.Proactive("citizens", "import", csv);
        Assert.Equal(0, import.ExitCode);
    }

    // A last life with a relay that behaves: what was left unanswered comes in, what waits to be tried again is.
    async Task InPeace(Registry registry, DateTimeOffset now)
    {
        using var relay = SmtpSink.Start();
        using (var server = await Victim.Serve(Data, Rules, relay.Port, now))
        {
            for (var i = 0; i < 50 && registry.Unanswered > 0; i++) await registry.Send(server.Address, TestContext.Current.CancellationToken);
            await server.Kill();
        }

        await using var store = Open();
        var files = RuleFolders.AtOnce;
        var clock = new SimulatedClock(now.AddMinutes(10));
        var email = new EmailChannel(new EmailOptions { Host = "127.0.0.1", Port = relay.Port, From = new MailSender("no-reply@example.org") });
        var flow = new Flow(await RuleBooks.Begin(store, RuleFolders.Book(files), files), Repository.Templates, store, [email], Keys, clock);
        await new TimeLapse(flow, store, clock).Until(now.AddDays(3), TestContext.Current.CancellationToken);
        _mailboxes.Take(relay.Mails);
    }

    async Task Check(Registry registry, int events)
    {
        await using var store = Open();
        var aftermath = await Aftermath.Of(store, Keys, registry.Answered, _mailboxes, events);
        output.WriteLine(aftermath.Figures);
        aftermath.AssertNothingIsWrong(registry.Oddities);
    }

    SqliteStore Open() => SqliteStore.Open(Path.Combine(Data, "proactive.db"), new BodyCodec(new MasterKey(File.ReadAllBytes(Path.Combine(Data, "master.key")))));

    CitizenKeys Keys => new(File.ReadAllBytes(Path.Combine(Data, "citizen.key")));

    public void Dispose()
    {
        _program.Dispose();
        _folder.Dispose();
    }
}
