using System.Text;
using Proactive.Engine;
using Proactive.Engine.Citizens;
using Proactive.Engine.Delivery;
using Proactive.Engine.Rehearsal;
using Proactive.Engine.Rendering;
using Proactive.Engine.Storage;
using Proactive.Engine.Visits;

namespace Proactive.Testing.Year;

/// <summary>The store of a simulated year.</summary>
/// <param name="Seen">As it is looked at from outside, where nothing breaks.</param>
/// <param name="Open">As a process has it that has just started: it breaks whenever the chaos strikes, and for good when the process dies.</param>
public sealed record YearStore(IStore Seen, Func<Task<IStore>> Open);

/// <summary>A year of a small country in which everything that can break does, all from one seed. Afterwards it is calm for half a year, so that what waits can end.</summary>
public sealed class SimulatedYear : IAsyncDisposable
{
    static readonly DateTimeOffset Begin = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);
    static readonly TimeSpan Year = TimeSpan.FromDays(365);
    static readonly TimeSpan CalmAfterwards = TimeSpan.FromDays(200);

    readonly Chaos _chaos;
    readonly SimulatedClock _clock;
    readonly YearStore _store;
    readonly RuleBooks _rules;
    readonly FlowOptions _options;
    readonly Random _random;
    IStore _own;
    Flow _flow;

    SimulatedYear(int seed, int people, int events, RuleBooks rules, YearStore store, IStore own, Chaos chaos, SimulatedClock clock)
    {
        (_chaos, _clock, _store, _own, _rules) = (chaos, clock, store, own, rules);
        Country = new SmallCountry(seed, people, events, Begin, Year);
        _random = new Random(seed);
        _options = new FlowOptions { PublicUrl = new Uri("https://notices.example.org/"), Random = Secret };
        _flow = NewFlow();
    }

    public SmallCountry Country { get; }

    public CitizenKeys Keys { get; } = new(new byte[32]);

    public IStore Store => _store.Seen;

    /// <summary>What relays took over, in its order.</summary>
    public List<Accepted> Accepted { get; } = [];

    /// <summary>Every event that was answered with success, with what it was told.</summary>
    public List<(string Event, Receipt Receipt)> Receipts { get; } = [];

    /// <summary>What relays said later of what they had taken over.</summary>
    public List<DeliveryReport> Reports { get; } = [];

    /// <summary>What readers did behind the links in their messages, and whether they could.</summary>
    public List<(CitizenAct Act, bool Done)> Acts { get; } = [];

    /// <summary>Steps that a message asked for though the citizen had said by then that they were done.</summary>
    public List<string> AskedAgain { get; } = [];

    public int Crashes => _chaos.Crashes;

    /// <summary>Lives a year with the store in memory.</summary>
    public static Task<SimulatedYear> Live(int seed, int people, int events) => Live(seed, people, events, (chaos, _) =>
    {
        var memory = new MemoryStore();
        return Task.FromResult(new YearStore(memory, () => Task.FromResult<IStore>(new FaultyStore(memory, chaos))));
    });

    public static async Task<SimulatedYear> Live(int seed, int people, int events, Func<Chaos, SimulatedClock, Task<YearStore>> make)
    {
        var (chaos, clock) = (new Chaos(seed) { Calm = true }, new SimulatedClock(Begin));
        var made = await make(chaos, clock);
        var store = made.Seen;
        var year = new SimulatedYear(seed, people, events, await RuleBooks.Begin(store, Repository.RuleBook, Repository.RuleFolder), made, await made.Open(), chaos, clock);
        chaos.Calm = false;
        // One in ten becomes known only while the year runs.
        var late = year.Country.People.Where((_, i) => i % 10 == 9).ToList();
        foreach (var person in year.Country.People.Except(late)) await store.SavePersons([(year.Keys.Of(person.Id), person)], default);
        for (var i = 0; i < late.Count; i++)
        {
            var person = late[i];
            year.Later(Begin + (Year * i / late.Count), () => year.Know(person));
        }

        foreach (var happening in year.Country.Happenings)
            year.Later(happening.At, () => happening.Event is { } json ? year.Hear(json) : year.Know(happening.Person!));
        await year.Until(Begin + Year);
        year._chaos.Calm = true;
        await year.Until(Begin + Year + CalmAfterwards);
        return year;
    }

    /// <summary>Every event and every report that was taken in comes once more (what is kept as rejected waits for a person, and may rightly have an effect), and half a year passes.</summary>
    public async Task Replay()
    {
        var kept = await _store.Seen.ListRejected(new RejectedQuery(), default).Select(r => r.Id).ToListAsync();
        foreach (var payload in Country.Happenings.Where(h => h.Event is not null).Select(h => Encoding.UTF8.GetBytes(h.Event!)))
            if (!kept.Contains(RejectedEvent.IdOf(payload))) await _flow.Receive(payload);
        foreach (var report in Reports.ToList()) await _flow.Report(report);
        await Until(_clock.GetUtcNow() + CalmAfterwards);
    }

    readonly PriorityQueue<Func<Task>, (DateTimeOffset, int)> _agenda = new();
    int _planned;

    void Later(DateTimeOffset at, Func<Task> what) => _agenda.Enqueue(what, (at, _planned++));

    async Task Until(DateTimeOffset end)
    {
        while (true)
        {
            var next = _agenda.TryPeek(out _, out var when) && when.Item1 <= end ? when.Item1 : end;
            if (await _store.Seen.NextDue(default) is { } due && due <= next && _clock.GetUtcNow() <= next)
            {
                // What is still due after it was looked at is held by a lease or waits for the store: time goes on. Readers may answer at once, so the agenda is looked at again.
                _clock.MoveTo(due > _clock.GetUtcNow() ? due : _clock.GetUtcNow().AddMinutes(1));
                await Survives(async () => await _flow.DeliverDue());
                continue;
            }

            _clock.MoveTo(next);
            await Survives(async () => await _flow.RetryHeld());
            if (_agenda.Count == 0 || next == end) return;
            var what = _agenda.Dequeue();
            // What could not be done is done again: a client sends until it is answered.
            if (!await Survives(what)) Later(_clock.GetUtcNow().AddMinutes(7), what);
        }
    }

    async Task<bool> Survives(Func<Task> what)
    {
        try
        {
            await what();
            return true;
        }
        catch (Exception failure) when (Causes(failure).All(c => c is CrashException or StoreDownException || (c is StoreException && !_chaos.Calm)))
        {
            if (_chaos.Dead)
            {
                _chaos.Restart();
                await Start();
            }

            return false;
        }
    }

    // A start that fails is followed by another until one succeeds; only that one is lived.
    async Task Start()
    {
        _chaos.Calm = true;
        await _own.DisposeAsync();
        _own = await _store.Open();
        _flow = NewFlow();
        _chaos.Calm = false;
    }

    static Exception[] Causes(Exception failure) => failure is AggregateException several ? [.. several.Flatten().InnerExceptions] : [failure];

    async Task Hear(string json)
    {
        var receipt = await _flow.Receive(Encoding.UTF8.GetBytes(json));
        Receipts.Add((json, receipt));
    }

    public async ValueTask DisposeAsync()
    {
        await _own.DisposeAsync();
        await _store.Seen.DisposeAsync();
    }

    async Task Know(Person person) => await _own.SavePersons([(Keys.Of(person.Id), person)], default);

    // Some reports overtake our own record of the delivery, some take days, and some come twice.
    void Bring(DeliveryReport report)
    {
        Reports.Add(report);
        Later(report.At + (Year * 0.01 * (Reports.Count % 3)), () => _flow.Report(report));
        if (Reports.Count % 4 == 0) Later(report.At + TimeSpan.FromDays(5), () => _flow.Report(report));
    }

    // Half of the readers go to their list, some of them weeks later.
    async Task Read(Message message)
    {
        if (message.Guide is not { Segments: [.., var token] }) return;
        foreach (var key in await _store.Seen.FindConcerned(GuideLink.ConcernOf(GuideLink.HashOf(token)), default))
        {
            var ticks = (await _store.Seen.Load([key], default))[0].File.Ticks.Select(t => $"{t.Journey}/{t.Step}").ToHashSet();
            AskedAgain.AddRange(message.Steps.Where(s => !s.Automatic && ticks.Contains(s.Key)).Select(s => $"{message.Kind} {message.NoticeId} asks for {s.Key}"));
        }

        if (_random.Next(2) == 0) Later(_clock.GetUtcNow() + TimeSpan.FromHours(_random.Next(24 * 30)), () => Visit(token, _random.Next()));
    }

    async Task Visit(string token, int will)
    {
        if (await _flow.Citizens.Open(token, null, default) is not { Lists: [var list, ..] }) return;
        var step = list.Steps.FirstOrDefault(s => will % 3 == 0 ? s.Ticked : s.MayTick)?.Id;
        CitizenAct act = (will % 20) switch
        {
            0 => new CitizenAct.Object(list.Guide, "no"),
            1 => new CitizenAct.OptOut(list.Guide),
            2 => new CitizenAct.Choose("letter", null),
            3 => new CitizenAct.Close(),
            4 => new CitizenAct.Grade(list.Journey, new Answer(1 + (will % 5), "", null, null)),
            _ => will % 3 == 0 ? new CitizenAct.Untick(list.Journey, step ?? "") : new CitizenAct.Tick(list.Journey, step ?? ""),
        };
        Acts.Add((act, await _flow.Citizens.Do(token, act, default)));
    }

    byte[] Secret(int length)
    {
        var secret = new byte[length];
        _random.NextBytes(secret);
        return secret;
    }

    Flow NewFlow() => new(
        _rules, Repository.Templates, _own,
        [new FaultyRelay("email", _chaos, _clock, Accepted, Bring, Read), new FaultyRelay("letter", _chaos, _clock, Accepted, Bring, Read)], Keys, _clock, _options);
}
