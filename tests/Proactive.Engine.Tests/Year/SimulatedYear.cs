using System.Text;
using Proactive.Engine.Citizens;
using Proactive.Engine.Delivery;
using Proactive.Engine.Rehearsal;
using Proactive.Engine.Storage;
using Proactive.Testing;
using Proactive.Testing.Year;

namespace Proactive.Engine.Tests.Year;

/// <summary>A year of a small country in which everything that can break does, all from one seed. Afterwards it is calm for half a year, so that what waits can end.</summary>
sealed class SimulatedYear : IAsyncDisposable
{
    static readonly DateTimeOffset Begin = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);
    static readonly TimeSpan Year = TimeSpan.FromDays(365);
    static readonly TimeSpan CalmAfterwards = TimeSpan.FromDays(200);

    readonly Chaos _chaos;
    readonly SimulatedClock _clock = new(Begin);
    readonly MemoryStore _store = new();
    readonly FaultyStore _faulty;
    readonly RuleBooks _rules;
    Flow _flow;

    SimulatedYear(int seed, int people, int events, RuleBooks rules, MemoryStore store)
    {
        _chaos = new Chaos(seed);
        _store = store;
        _rules = rules;
        _faulty = new FaultyStore(_store, _chaos);
        Country = new SmallCountry(seed, people, events, Begin, Year);
        _flow = NewFlow();
    }

    public SmallCountry Country { get; }

    public CitizenKeys Keys { get; } = new(new byte[32]);

    public IStore Store => _store;

    /// <summary>What relays took over, in its order.</summary>
    public List<Accepted> Accepted { get; } = [];

    /// <summary>Every event that was answered with success, with what it was told.</summary>
    public List<(string Event, Receipt Receipt)> Receipts { get; } = [];

    /// <summary>What relays said later of what they had taken over.</summary>
    public List<DeliveryReport> Reports { get; } = [];

    public int Crashes => _chaos.Crashes;

    public static async Task<SimulatedYear> Live(int seed, int people, int events)
    {
        var store = new MemoryStore();
        var year = new SimulatedYear(seed, people, events, await RuleBooks.Begin(store, Repository.RuleBook, Repository.RuleFolder), store);
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
        var kept = await _store.ListRejected(new RejectedQuery(), default).Select(r => r.Id).ToListAsync();
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
            await DeliverUntil(next);
            if (_agenda.Count == 0 || next == end) return;
            var what = _agenda.Dequeue();
            // What could not be done is done again: a client sends until it is answered.
            if (!await Survives(what)) Later(_clock.GetUtcNow().AddMinutes(7), what);
        }
    }

    async Task DeliverUntil(DateTimeOffset end)
    {
        while (await _store.NextDue(default) is { } due && due <= end && _clock.GetUtcNow() <= end)
        {
            // What is still due after it was looked at is held by a lease or waits for the store: time goes on.
            _clock.MoveTo(due > _clock.GetUtcNow() ? due : _clock.GetUtcNow().AddMinutes(1));
            await Survives(async () => await _flow.DeliverDue());
        }

        _clock.MoveTo(end);
        await Survives(async () => await _flow.RetryHeld());
    }

    async Task<bool> Survives(Func<Task> what)
    {
        try
        {
            await what();
            return true;
        }
        catch (Exception failure) when (Causes(failure).All(c => c is CrashException or StoreDownException))
        {
            if (_chaos.Dead)
            {
                _chaos.Restart();
                _flow = NewFlow();
            }

            return false;
        }
    }

    static Exception[] Causes(Exception failure) => failure is AggregateException several ? [.. several.Flatten().InnerExceptions] : [failure];

    async Task Hear(string json)
    {
        var receipt = await _flow.Receive(Encoding.UTF8.GetBytes(json));
        Receipts.Add((json, receipt));
    }

    public async ValueTask DisposeAsync()
    {
        await _faulty.DisposeAsync();
        await _store.DisposeAsync();
    }

    async Task Know(Person person) => await _faulty.SavePersons([(Keys.Of(person.Id), person)], default);

    // Some reports overtake our own record of the delivery, some take days, and some come twice.
    void Bring(DeliveryReport report)
    {
        Reports.Add(report);
        Later(report.At + (Year * 0.01 * (Reports.Count % 3)), () => _flow.Report(report));
        if (Reports.Count % 4 == 0) Later(report.At + TimeSpan.FromDays(5), () => _flow.Report(report));
    }

    Flow NewFlow() => new(
        _rules, Repository.Templates, _faulty,
        [new FaultyRelay("email", _chaos, _clock, Accepted, Bring), new FaultyRelay("letter", _chaos, _clock, Accepted, Bring)], Keys, _clock);
}
