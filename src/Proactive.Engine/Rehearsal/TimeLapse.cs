using Proactive.Engine.Storage;

namespace Proactive.Engine.Rehearsal;

/// <summary>Lets simulated time pass: from one due moment to the next, sending what is due at each.</summary>
public sealed class TimeLapse(Flow flow, IStore store, SimulatedClock clock)
{
    /// <summary>Passes the time until <paramref name="until"/>. Returns how many notices were tried.</summary>
    public async Task<int> Until(DateTimeOffset until, CancellationToken cancellation = default)
    {
        var tried = await flow.DeliverDue(cancellation);
        while (await store.NextDue(cancellation) is { } next && next <= until)
        {
            clock.MoveTo(next);
            tried += await flow.DeliverDue(cancellation);
        }

        clock.MoveTo(until);
        return tried;
    }
}
