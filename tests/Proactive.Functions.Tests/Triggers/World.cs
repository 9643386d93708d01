using System.Text;
using Microsoft.Extensions.Logging;
using Proactive.Engine;
using Proactive.Engine.Citizens;
using Proactive.Engine.Rules;
using Proactive.Engine.Storage;
using Proactive.Functions.Queues;
using Proactive.Functions.Wiring;
using Proactive.Testing;

namespace Proactive.Functions.Tests.Triggers;

/// <summary>The triggers over the real engine and a store in memory, with the bus and the store out of order when a test says so.</summary>
sealed class World
{
    World(Scenario story, TestBus bus, FaultyStore store)
    {
        (Story, Bus, Store) = (story, bus, store);
        Trouble = new Trouble(Log, story.Clock);
        WakeUps = new ServiceBusWakeUps(bus.WakeUps.Object, story.Clock, Trouble);
        Flow = NewFlow();
        Rules = new FollowedRules(story.Rules, story.Clock, Trouble);
        Queue = new EventQueue(bus.Events.Object);
    }

    public Scenario Story { get; }
    public TestBus Bus { get; }
    public FaultyStore Store { get; }
    public LogLines Log { get; } = new();
    public Trouble Trouble { get; }
    public ServiceBusWakeUps WakeUps { get; }
    public Flow Flow { get; private set; }
    public FollowedRules Rules { get; }
    public EventQueue Queue { get; }

    public QueuedEvents Queued => new(Flow, Queue, Story.Clock, Trouble);
    public OnRegistryEvents OnRegistryEvents => new(Queued, Rules);
    public OnDeadLetter OnDeadLetter => new(new DeadEvents(Flow, Story.Rules, Store, Queued, Story.Clock, Trouble), Rules);
    public OnWakeUp OnWakeUp => new(Flow, Rules, Trouble);
    public OnSweep OnSweep => new(new Sweep(Flow, Rules, _ => Task.CompletedTask, Story.Clock, Trouble));
    public OnEventPosted OnEventPosted => new(new PostedEvents(Flow, Queue), Rules, Trouble);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>On a Monday morning, with Anna (p-1).</summary>
    public static async Task<World> Begin()
    {
        var story = await Scenario.Begin("2026-11-09T10:00", Scenario.Adult());
        return new World(story, new TestBus(), new FaultyStore(story.Store));
    }

    /// <summary>Another process over the same store takes the place of this one.</summary>
    public void Restart() => Flow = NewFlow();

    Flow NewFlow() => new(Story.Rules, Repository.Templates, Store, [Story.Email], Story.Keys, Story.Clock, new FlowOptions { WakeUps = WakeUps.WakeUps });

    public CitizenKey Anna => Story.Keys.Of("p-1");

    public static string Moved(string id = "m-1", string subject = "p-1") =>
        Event("dk.cpr.person-moved.v1", id, subject, """{"movedOn":"2026-11-07","from":{"municipality":"0751"},"to":{"municipality":"0461"}}""");

    public static string Registered(string id = "r-1") => Event("dk.cpr.address-registered.v1", id, "p-1", """{"registeredOn":"2026-11-09"}""");

    public static string Annulled(string of = "m-1") => Event("dk.cpr.person-move-annulled.v1", "a-1", "p-1", $$"""{"eventId":"{{of}}"}""");

    public static string Event(string type, string id, string subject, string data) =>
        $$"""{"specversion":"1.0","id":"{{id}}","source":"urn:test","type":"{{type}}","subject":"{{subject}}","data":{{data}}}""";

    public Task<Receipt> Hears(string json) => Flow.Receive(Encoding.UTF8.GetBytes(json), Stop);

    /// <summary>It is that citizen's moment.</summary>
    public async Task UntilDue() => Story.Clock.MoveTo((await Story.Store.NextDue(Stop))!.Value);

    public async Task<IReadOnlyList<RejectedEvent>> Rejected() => await Story.Store.ListRejected(new RejectedQuery(), Stop).ToListAsync(Stop);
}

/// <summary>A store whose reads and writes of citizens fail as a test says.</summary>
sealed class FaultyStore(IStore inner) : WrappedStore(inner)
{
    /// <summary>Given the keys that are asked for; throws.</summary>
    public Action<IReadOnlyList<CitizenKey>> OnLoad { get; set; } = _ => { };

    public Action OnSave { get; set; } = () => { };

    public Action OnTakeDue { get; set; } = () => { };

    public static StoreException Busy => new("cosmos proactive", "save files", "the account has no room for more requests now (429).", StoreFault.Busy);

    public override Task<IReadOnlyList<Citizen>> Load(IReadOnlyList<CitizenKey> keys, CancellationToken cancellation)
    {
        OnLoad(keys);
        return base.Load(keys, cancellation);
    }

    public override Task<IReadOnlyList<CitizenKey>> SaveFiles(IReadOnlyList<FileChange> changes, CancellationToken cancellation)
    {
        OnSave();
        return base.SaveFiles(changes, cancellation);
    }

    public override Task<Citizen?> TakeDue(CitizenKey key, DateTimeOffset now, TimeSpan lease, CancellationToken cancellation)
    {
        OnTakeDue();
        return base.TakeDue(key, now, lease, cancellation);
    }
}

/// <summary>What the operator is told.</summary>
sealed class LogLines : ILogger<Trouble>
{
    readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines => _lines;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => _lines.Add(formatter(state, exception));
}
