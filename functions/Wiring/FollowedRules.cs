using Proactive.Engine.Storage;

namespace Proactive.Functions.Wiring;

/// <summary>Keeps up with the rule book that the studio puts in force, without asking the store before every piece of work. Thread-safe.</summary>
public sealed class FollowedRules(RuleBooks rules, TimeProvider clock, Trouble trouble)
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    long _asked = clock.GetUtcNow().UtcTicks;

    /// <summary>Where the store cannot say, the book in force here stays.</summary>
    public async Task Follow(CancellationToken cancellation)
    {
        var (now, before) = (clock.GetUtcNow().UtcTicks, Interlocked.Read(ref _asked));
        if (Math.Abs(now - before) < Interval.Ticks || Interlocked.CompareExchange(ref _asked, now, before) != before) return;
        try
        {
            await rules.Follow(cancellation);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            trouble.Tell("It was not seen whether the rule book has changed; the one before goes on", failure);
        }
    }
}
