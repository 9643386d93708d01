using Microsoft.Extensions.Logging;
using Proactive.Engine.Rehearsal;
using Proactive.Engine.Storage;
using Proactive.Web.Background;

namespace Proactive.Hosts.Tests;

public sealed class TroubleTests
{
    readonly SimulatedClock _clock = new(new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.Zero));
    readonly Lines _log = new();

    Trouble Trouble => field ??= new Trouble(_log, _clock);

    [Fact]
    public void The_same_trouble_is_told_once_a_minute_and_another_at_once()
    {
        for (var i = 0; i < 1000; i++) Trouble.Tell("An event was not taken in", Full);
        Trouble.Tell("An event was not taken in", new TimeoutException());
        Assert.Equal(2, _log.Told.Count);
        _clock.MoveTo(_clock.GetUtcNow().AddMinutes(1));
        Trouble.Tell("An event was not taken in", Full);
        Assert.Equal(3, _log.Told.Count);
    }

    [Fact]
    public void A_stores_words_are_told_and_a_librarys_are_not()
    {
        Trouble.Tell("Delivery stopped", new AggregateException(Full, new InvalidOperationException("anna@example.org is not an address")));
        Assert.Contains("the disk is full", _log.Told[0], StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException", _log.Told[0], StringComparison.Ordinal);
        Assert.DoesNotContain("anna", _log.Told[0], StringComparison.Ordinal);
    }

    static StoreException Full => new("proactive.db", "save files", "the disk is full.", StoreFault.Full);

    sealed class Lines : ILogger<Trouble>
    {
        public List<string> Told { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Told.Add(formatter(state, exception));
    }
}
