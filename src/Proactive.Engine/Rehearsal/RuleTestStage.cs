using Proactive.Engine.Citizens;
using Proactive.Engine.Rendering;
using Proactive.Engine.Rules;
using Proactive.Engine.Storage;

namespace Proactive.Engine.Rehearsal;

/// <summary>The whole flow with a store of its own and a simulated clock, for the events of one test.</summary>
sealed class RuleTestStage : IAsyncDisposable
{
    static readonly CitizenKeys Keys = new(new byte[32]);

    readonly MemoryStore _store;
    readonly SimulatedClock _clock;
    readonly Flow _flow;
    readonly TimeLapse _lapse;
    readonly RuleTest _test;

    RuleTestStage(RuleTest test, MemoryStore store, SimulatedClock clock, Flow flow)
    {
        (_test, _store, _clock, _flow) = (test, store, clock, flow);
        _lapse = new TimeLapse(flow, store, clock);
    }

    public DateTimeOffset Now => _clock.GetUtcNow();

    public static CitizenKey KeyOf(Person person) => Keys.Of(person.Id);

    /// <summary>The stage at the moment of the test's first event, with the persons the registry knows.</summary>
    public static async Task<RuleTestStage> Set(RuleTest test, RuleBook book, ContentFolder files, TemplateSet templates, FlowOptions options, CancellationToken cancellation)
    {
        var store = new MemoryStore();
        var clock = new SimulatedClock(Instant(test.Events[0].At, test.Guide.Country));
        var flow = new Flow(await RuleBooks.Begin(store, book, files, cancellation), templates, store, [new SilentChannel("email")], Keys, clock, options);
        await store.SavePersons([(KeyOf(test.Citizen), test.Citizen), .. test.Others.Select(o => (Keys.Of(o), RuleTestReader.Adult(o)))], cancellation);
        return new RuleTestStage(test, store, clock, flow);
    }

    /// <summary>Lets all events arrive, each at its time. Returns what became of the last.</summary>
    public async Task<Receipt> Hear(CancellationToken cancellation)
    {
        Receipt? last = null;
        foreach (var (at, json) in _test.Events)
        {
            await _lapse.Until(Instant(at, _test.Guide.Country), cancellation);
            last = await _flow.Receive(json, cancellation);
        }

        return last!;
    }

    public Task Pass(TimeSpan time, CancellationToken cancellation) => _lapse.Until(Now + time, cancellation);

    /// <summary>The file of the citizen whom the test is about.</summary>
    public async Task<CitizenFile> File(CancellationToken cancellation) => (await _store.Load([KeyOf(_test.Citizen)], cancellation))[0].File;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    static DateTimeOffset Instant(DateTime local, Country country) => Notices.WallTime.Of(local, country.Zone).ToInstant();
}
