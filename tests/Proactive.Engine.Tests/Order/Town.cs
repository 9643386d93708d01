using Proactive.Engine.Citizens;
using Proactive.Engine.Delivery;
using Proactive.Engine.Rehearsal;
using Proactive.Engine.Rules;
using Proactive.Engine.Storage;
using Proactive.Testing;

namespace Proactive.Engine.Tests.Order;

/// <summary>Two citizens, a clock that stands still until it is moved, and the engine with one rule book.</summary>
sealed class Town
{
    /// <summary>A Monday, 10 o'clock in Copenhagen.</summary>
    public static readonly DateTimeOffset Begin = new(2026, 11, 9, 9, 0, 0, TimeSpan.Zero);

    static readonly CitizenKeys Keys = new(new byte[32]);
    static readonly CitizenKey[] Citizens = [Keys.Of("p-1"), Keys.Of("p-2")];

    readonly MemoryStore _store;
    readonly SimulatedClock _clock = new(Begin);
    readonly Flow _flow;

    Town(RuleBook book, MemoryStore store, IChannel[] channels)
    {
        _store = store;
        var rules = Done(RuleBooks.Begin(_store, book, Repository.RuleFolder));
        Done(_store.SavePersons([.. Citizens.Zip(["p-1", "p-2"], (key, id) => (key, Scenario.Adult("en") with { Id = id }))], CancellationToken.None));
        _flow = new Flow(rules, Repository.Templates, _store, channels, Keys, _clock, new FlowOptions { IncludeReview = true });
    }

    public static Town With(RuleBook book, params IChannel[] channels) => new(book, new MemoryStore(), channels);

    public DateTimeOffset Now => _clock.GetUtcNow();

    public IReadOnlyList<CitizenFile> Files => [.. Done(_store.Load(Citizens, CancellationToken.None)).Select(c => c.File)];

    public void Hears(MadeEvent made) => Done(_flow.Receive(made.Bytes));

    public void Until(DateTimeOffset end) => Done(new TimeLapse(_flow, _store, _clock).Until(end));

    // Everything here is in memory and done when it returns.
    static T Done<T>(Task<T> task) => task.GetAwaiter().GetResult();

    static void Done(Task task) => task.GetAwaiter().GetResult();
}
