using Proactive.Engine.Storage;

namespace Proactive.Engine.Rehearsal;

/// <summary>Lets simulated time pass: from one due moment to the next, sending what is due at each.</summary>
public sealed class TimeLapse(Flow flow, IStore store, SimulatedClock clock)
{
    static readonly TimeSpan HeldFor = TimeSpan.FromMinutes(1);

    /// <summary>Passes the time until <paramref name="until"/>. Returns how many notices were tried.</summary>
    public async Task<int> Until(DateTimeOffset until, CancellationToken cancellation = default)
    {
        var tried = await flow.DeliverDue(cancellation);
        while (await store.NextDue(cancellation) is { } next && next <= until && clock.GetUtcNow() < until)
        {
            // What is still due after everything due was sent is held: by a hold, or by the lease of a process that died.
            clock.MoveTo(next > clock.GetUtcNow() ? next : clock.GetUtcNow() + HeldFor);
            tried += await flow.DeliverDue(cancellation);
        }

        clock.MoveTo(until);
        return tried;
    }
}
